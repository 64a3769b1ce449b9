// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/layer_diff_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/controls/isolated_delegate.h"
#include "widgets/theme/fonts.h"

namespace bitwright {
namespace {

constexpr int kDiffRowHeight = 26;

/// Rows of layers that differ, or all.
class DifferingRows : public QSortFilterProxyModel {
 public:
  using QSortFilterProxyModel::QSortFilterProxyModel;
  void setOnly(bool only) {
    only_ = only;
    invalidateFilter();
  }

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
    return !only_ || sourceModel()->index(row, 0, parent).data(LayerDiffModel::DiffersRole).toBool();
  }

 private:
  bool only_ = false;
};

}  // namespace

LayerDiffDialog::LayerDiffDialog(std::shared_ptr<const Model> model, std::vector<DiffSide> sides, int first, int second,
                                 QWidget* parent)
    : QDialog(parent),
      sides_(std::move(sides)),
      model_(new LayerDiffModel(std::move(model), this)),
      sorted_(new DifferingRows(this)),
      first_(new QComboBox(this)),
      second_(new QComboBox(this)),
      only_(new QCheckBox(tr("&Only layers that differ"), this)),
      sentence_(new QLabel(this)),
      table_(new QTableView(this)) {
  setWindowTitle(tr("Layer by layer"));
  resize(scaled(1080), scaled(560));
  for (const auto& side : sides_) {
    first_->addItem(side.name);
    second_->addItem(side.name);
  }
  first_->setAccessibleName(tr("First variant"));
  second_->setAccessibleName(tr("Second variant"));
  sorted_->setSourceModel(model_);
  sorted_->setSortRole(LayerDiffModel::SortRole);
  table_->setProperty("role", QStringLiteral("plain"));  // cells begin where their headers do
  table_->setModel(sorted_);
  table_->setItemDelegate(new IsolatedDelegate(table_));
  table_->setAccessibleName(tr("Layers of both variants"));
  table_->setSortingEnabled(true);
  table_->sortByColumn(LayerDiffModel::LayerColumn, Qt::AscendingOrder);
  table_->setShowGrid(false);
  table_->setWordWrap(false);
  table_->setTabKeyNavigation(false);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(scaled(kDiffRowHeight));
  table_->horizontalHeader()->setHighlightSections(false);

  auto* choice = new QHBoxLayout;
  choice->setSpacing(scaled(8));
  choice->addWidget(first_, 1);
  choice->addWidget(new QLabel(tr("against", "two variants"), this));
  choice->addWidget(second_, 1);
  choice->addSpacing(scaled(16));
  choice->addWidget(only_);
  sentence_->setProperty("role", QStringLiteral("dim"));
  sentence_->setWordWrap(true);
  auto* close = new QPushButton(tr("Close"), this);
  close->setDefault(true);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(sentence_, 1);
  buttons->addWidget(close);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(scaled(16), scaled(16), scaled(16), scaled(16));
  column->setSpacing(scaled(12));
  column->addLayout(choice);
  column->addWidget(table_, 1);
  column->addLayout(buttons);

  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  connect(only_, &QCheckBox::toggled, this, [this](bool only) { static_cast<DifferingRows*>(sorted_)->setOnly(only); });
  choose(first, second);
  for (auto* box : {first_, second_}) connect(box, &QComboBox::currentIndexChanged, this, &LayerDiffDialog::showSides);
}

void LayerDiffDialog::choose(int first, int second) {
  {
    const QSignalBlocker quietFirst(first_);
    const QSignalBlocker quietSecond(second_);
    first_->setCurrentIndex(first);
    second_->setCurrentIndex(second);
  }
  showSides();
}

void LayerDiffDialog::showOnlyDiffering(bool only) {
  only_->setChecked(only);
}

QString LayerDiffDialog::sentence() const {
  return sentence_->text();
}

void LayerDiffDialog::showSides() {
  const auto side = [this](const QComboBox* box) {
    return sides_[static_cast<std::size_t>(std::max(0, box->currentIndex()))];
  };
  model_->setSides(side(first_), side(second_));
  sentence_->setText(model_->sentence());
  table_->setColumnHidden(LayerDiffModel::FirstArithmeticColumn, !model_->first().arithmetic);
  table_->setColumnHidden(LayerDiffModel::SecondArithmeticColumn, !model_->second().arithmetic);
  auto* header = table_->horizontalHeader();
  table_->resizeColumnsToContents();
  header->setSectionResizeMode(LayerDiffModel::FirstSchemeColumn, QHeaderView::Stretch);
  header->setSectionResizeMode(LayerDiffModel::SecondSchemeColumn, QHeaderView::Stretch);
}

}  // namespace bitwright
