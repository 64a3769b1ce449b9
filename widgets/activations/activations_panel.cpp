// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/activations/activations_panel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

#include "widgets/activations/activation_settings.h"
#include "widgets/activations/activations_model.h"
#include "widgets/activations/calibration_run.h"
#include "widgets/activations/range_chart.h"
#include "widgets/activations/range_editor.h"
#include "widgets/activations/range_picture.h"
#include "widgets/controls/elided_label.h"
#include "widgets/controls/isolated_delegate.h"
#include "widgets/controls/panel_header.h"
#include "widgets/controls/segmented_control.h"
#include "widgets/document/document.h"
#include "widgets/document/selection.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"

namespace bitwright {
namespace {

constexpr int kRowHeight = 26;
constexpr int kMostBins = 256;
constexpr int kTableWidth = 346;
constexpr int kPictureWidth = 390;
constexpr std::pair<ActivationsModel::Column, int> kWidths[] = {
    {ActivationsModel::RangeColumn, 104}, {ActivationsModel::BeyondColumn, 70}, {ActivationsModel::HandColumn, 56}};

}  // namespace

ActivationsPanel::ActivationsPanel(Document* document, Selection* selection, CalibrationRun* run, QWidget* parent)
    : QWidget(parent),
      document_(document),
      selection_(selection),
      run_(run),
      settings_(new ActivationSettings(document, run, this)),
      model_(new ActivationsModel(document, run, this)),
      table_(new QTableView(this)),
      title_(new ElidedLabel(this)),
      scale_(new SegmentedControl(this)),
      stack_(new QStackedWidget(this)),
      sentence_(new QLabel(this)),
      chart_(new RangeChart(this)),
      editor_(new RangeEditor(this)) {
  auto* splitter = new QSplitter(Qt::Horizontal, this);
  splitter->setHandleWidth(1);
  splitter->setChildrenCollapsible(false);
  splitter->addWidget(makeTable());
  splitter->addWidget(makePicture());
  splitter->setStretchFactor(1, 1);
  splitter->setSizes({scaled(kTableWidth), scaled(kPictureWidth)});
  auto* top = new QVBoxLayout;
  top->setContentsMargins(scaled(14), scaled(10), scaled(14), scaled(8));
  top->addWidget(settings_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(top);
  column->addWidget(horizontalRule(this));
  column->addWidget(splitter, 1);

  connect(selection, &Selection::changed, this, &ActivationsPanel::followSelection);
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ActivationsPanel::showValue);
  connect(model_, &QAbstractItemModel::modelReset, this, &ActivationsPanel::followSelection);
  connect(model_, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& first, const QModelIndex& last) {
    if (first.row() <= currentValue() && currentValue() <= last.row()) showRange();
  });
  connect(chart_, &RangeChart::moved, this, [this](const HandRange& range) { editor_->follow(range, beyond(range)); });
  connect(chart_, &RangeChart::set, this, &ActivationsPanel::setRange);
  connect(editor_, &RangeEditor::edited, this, [this](const HandRange& range) { setRange(range, kNoGesture); });
  connect(editor_, &RangeEditor::resetWanted, this, &ActivationsPanel::resetRange);
  connect(scale_, &SegmentedControl::chosen, this, [this](int index) { chart_->setLogarithmic(index == 1); });
  followSelection();
}

QWidget* ActivationsPanel::makeTable() {
  auto* sorted = new QSortFilterProxyModel(this);
  sorted->setSourceModel(model_);
  sorted->setSortRole(ActivationsModel::SortRole);
  table_->setModel(sorted);
  table_->setItemDelegate(new IsolatedDelegate(table_));
  table_->setProperty("role", QStringLiteral("plain"));
  table_->setAccessibleName(tr("Values between the layers"));
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setShowGrid(false);
  table_->setWordWrap(false);
  table_->setTabKeyNavigation(false);
  table_->setTextElideMode(Qt::ElideMiddle);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(scaled(kRowHeight));
  auto* header = table_->horizontalHeader();
  header->setHighlightSections(false);
  header->setMinimumSectionSize(scaled(36));
  header->setSectionResizeMode(ActivationsModel::ValueColumn, QHeaderView::Stretch);
  for (const auto& [section, width] : kWidths) header->resizeSection(section, scaled(width));
  table_->setSortingEnabled(true);
  table_->sortByColumn(ActivationsModel::ValueColumn, Qt::AscendingOrder);
  table_->setMinimumWidth(scaled(270));
  return table_;
}

QWidget* ActivationsPanel::makePicture() {
  title_->setProperty("role", QStringLiteral("title"));
  scale_->setChoices({tr("Linear"), tr("Log")});
  scale_->setAccessibleName(tr("Scale of the counts"));
  scale_->setCurrent(1);
  chart_->setAccessibleName(tr("Histogram of the value, with its range"));
  sentence_->setAlignment(Qt::AlignCenter);
  sentence_->setWordWrap(true);
  sentence_->setProperty("role", QStringLiteral("dim"));
  sentence_->setContentsMargins(scaled(24), 0, scaled(24), 0);
  stack_->addWidget(sentence_);
  stack_->addWidget(chart_);
  auto* picture = new QWidget(this);
  auto* titleRow = new QHBoxLayout;
  titleRow->setContentsMargins(scaled(14), scaled(8), scaled(14), 0);
  titleRow->setSpacing(scaled(8));
  titleRow->addWidget(title_, 1);
  titleRow->addWidget(scale_);
  auto* below = new QVBoxLayout;
  below->setContentsMargins(scaled(14), 0, scaled(14), scaled(10));
  below->addWidget(editor_);
  auto* column = new QVBoxLayout(picture);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(scaled(4));
  column->addLayout(titleRow);
  column->addWidget(stack_, 1);
  column->addLayout(below);
  return picture;
}

int ActivationsPanel::currentValue() const {
  const auto* sorted = static_cast<const QSortFilterProxyModel*>(table_->model());
  const auto current = sorted->mapToSource(table_->currentIndex());
  return current.isValid() ? current.row() : -1;
}

void ActivationsPanel::selectValue(int row) {
  const auto* sorted = static_cast<const QSortFilterProxyModel*>(table_->model());
  table_->setCurrentIndex(sorted->mapFromSource(model_->index(row, 0)));
}

void ActivationsPanel::followSelection() {
  const auto current = selection_->current();
  if (document_->model() && current && *current < document_->model()->tensors().size()) {
    if (const auto row = model_->rowOfLayer(document_->model()->tensors()[*current].id)) selectValue(*row);
  }
  if (currentValue() < 0 && model_->rowCount() > 0) selectValue(0);
  showValue();
}

std::optional<double> ActivationsPanel::beyond(const HandRange& range) const {
  const int row = currentValue();
  const auto* observed = row < 0 ? nullptr : run_->values()[static_cast<std::size_t>(row)].observed;
  if (observed == nullptr || observed->count == 0) return std::nullopt;
  return shareBeyond(observed->histogram, range.low, range.high);
}

void ActivationsPanel::showValue() {
  const int row = currentValue();
  const auto* value = row < 0 ? nullptr : &run_->values()[static_cast<std::size_t>(row)];
  const bool drawn = value != nullptr && value->observed != nullptr && value->observed->count > 0;
  title_->setText(value == nullptr ? QString() : QString::fromStdString(printable(value->value.name)));
  scale_->setVisible(drawn);
  if (drawn) chart_->setBins(drawnBins(value->observed->histogram, kMostBins));
  if (value != nullptr && value->observed != nullptr) {
    sentence_->setText(tr("This value was never a finite number."));
  } else {
    sentence_->setText(
        document_->model()
            ? tr("Calibrate to see what the values between the layers are like, and the range each is given.")
            : QString());
  }
  stack_->setCurrentWidget(drawn ? static_cast<QWidget*>(chart_) : sentence_);
  showRange();
}

void ActivationsPanel::showRange() {
  const int row = currentValue();
  if (row < 0) return editor_->setRange(std::nullopt, false, std::nullopt);
  const auto range = model_->range(row);
  const bool editable = !document_->isFinishedFile();
  chart_->setRange(range, run_->values()[static_cast<std::size_t>(row)].chosen);
  chart_->setEditable(editable);
  editor_->setRange(range, model_->isByHand(row), range ? beyond({range->low, range->high}) : std::nullopt);
  editor_->setEditable(editable);
}

void ActivationsPanel::setRange(const HandRange& range, Gesture gesture) {
  const int row = currentValue();
  if (row < 0) return;
  const auto& name = run_->values()[static_cast<std::size_t>(row)].value.name;
  auto plan = document_->recipe().activations;
  plan.ranges[name] = range;
  document_->setActivations(std::move(plan), tr("Set the range of %1").arg(QString::fromStdString(printable(name))),
                            gesture);
  showRange();
}

void ActivationsPanel::resetRange() {
  const int row = currentValue();
  if (row < 0) return;
  const auto& name = run_->values()[static_cast<std::size_t>(row)].value.name;
  auto plan = document_->recipe().activations;
  plan.ranges.erase(name);
  document_->setActivations(std::move(plan), tr("Reset the range of %1").arg(QString::fromStdString(printable(name))));
  showRange();
}

}  // namespace bitwright
