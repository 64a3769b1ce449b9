// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_panel.h"

#include <algorithm>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/compress/compress.h"
#include "widgets/controls/panel_header.h"
#include "widgets/document/document.h"
#include "widgets/document/layer_outcomes.h"
#include "widgets/document/selection.h"
#include "widgets/layers/layers_delegate.h"
#include "widgets/layers/layers_filter.h"
#include "widgets/layers/layers_model.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr int kNarrowestName = 104;
constexpr int kWidestName = 132;

QTableView* makeTable(QWidget* parent, LayersFilter* filter) {
  auto* table = new QTableView(parent);
  table->setModel(filter);
  table->setItemDelegate(new LayersDelegate(table));
  table->setAccessibleName(LayersPanel::tr("Layers of the model"));
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setSelectionMode(QAbstractItemView::ExtendedSelection);
  table->setShowGrid(false);
  table->setWordWrap(false);
  table->setTabKeyNavigation(false);
  table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(scaled(40));
  table->verticalHeader()->setMinimumSectionSize(scaled(40));
  auto* header = table->horizontalHeader();
  header->setHighlightSections(false);
  header->setFixedHeight(scaled(28));
  header->setMinimumSectionSize(scaled(40));
  header->setSectionResizeMode(QHeaderView::Interactive);
  header->setSectionResizeMode(LayersModel::SchemeColumn, QHeaderView::Stretch);
  // As drawn, or what the heading's word needs in this language.
  const auto atLeast = [table, filter](int column, int width) {
    const QString heading = filter->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    table->setColumnWidth(column, std::max(scaled(width), QFontMetrics(emphasised(labelFont())).horizontalAdvance(heading) + scaled(24)));
  };
  atLeast(LayersModel::NameColumn, kNarrowestName);
  atLeast(LayersModel::WeightsColumn, 66);
  atLeast(LayersModel::SqnrColumn, 54);
  table->setSortingEnabled(true);
  table->sortByColumn(LayersModel::NameColumn, Qt::AscendingOrder);
  return table;
}

}  // namespace

LayersPanel::LayersPanel(Document* document, Selection* selection, LayerOutcomes* outcomes, QWidget* parent)
    : QWidget(parent),
      document_(document),
      selection_(selection),
      outcomes_(outcomes),
      model_(new LayersModel(document, outcomes, this)),
      filter_(new LayersFilter(this)),
      header_(new PanelHeader(tr("Layers"), this)),
      showAll_(new QToolButton(this)),
      filterLine_(new QLineEdit(this)),
      totalWeights_(new QLabel(this)),
      totalBits_(new QLabel(this)),
      totalBytes_(new QLabel(this)) {
  setProperty("role", QStringLiteral("panel"));
  setAttribute(Qt::WA_StyledBackground);
  filter_->setSourceModel(model_);
  table_ = makeTable(this, filter_);

  showAll_->setProperty("role", QStringLiteral("flat"));
  showAll_->setText(tr("Show all"));
  showAll_->setCheckable(true);
  showAll_->setToolTip(tr("Also list tensors that cannot be compressed, with the reason"));
  header_->addControl(showAll_);

  filterLine_->setPlaceholderText(tr("Filter: name, op, scheme…"));
  filterLine_->setAccessibleName(tr("Filter layers by name, operator or scheme"));
  filterLine_->setClearButtonEnabled(true);
  auto* filterRow = new QHBoxLayout;
  filterRow->setContentsMargins(scaled(12), scaled(10), scaled(12), scaled(6));
  filterRow->addWidget(filterLine_);

  auto* totals = new QHBoxLayout;
  totals->setContentsMargins(scaled(14), 0, scaled(14), 0);
  auto* total = new QLabel(tr("Total"), this);
  total->setProperty("role", QStringLiteral("title"));
  totalBytes_->setProperty("role", QStringLiteral("title"));
  totals->addWidget(total);
  totals->addStretch();
  totals->addWidget(totalWeights_);
  totals->addStretch();
  totals->addWidget(totalBits_);
  totals->addStretch();
  totals->addWidget(totalBytes_);
  auto* totalBar = new QWidget(this);
  totalBar->setFixedHeight(scaled(36));
  totalBar->setLayout(totals);

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(header_);
  column->addLayout(filterRow);
  column->addWidget(table_, 1);
  column->addWidget(horizontalRule(this));
  column->addWidget(totalBar);

  connect(filterLine_, &QLineEdit::textChanged, filter_, &LayersFilter::setWords);
  connect(showAll_, &QToolButton::toggled, filter_, &LayersFilter::setShowAll);
  connect(document, &Document::modelChanged, this, &LayersPanel::showModel);
  connect(document, &Document::recipeChanged, this, &LayersPanel::showTotals);
  connect(outcomes, &LayerOutcomes::changed, this, &LayersPanel::showTotals);
  connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LayersPanel::publishSelection);
  connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this, &LayersPanel::publishSelection);
  showModel();
}

void LayersPanel::focusFilter() {
  filterLine_->setFocus(Qt::ShortcutFocusReason);
  filterLine_->selectAll();
}

void LayersPanel::selectAll() {
  table_->selectAll();
}

void LayersPanel::selectTensor(std::size_t tensor) {
  auto index = filter_->mapFromSource(model_->index(static_cast<int>(tensor), 0));
  if (!index.isValid()) {
    // Hidden by the filter or because it cannot be compressed; who asks for it wants to see it.
    filterLine_->clear();
    const auto& model = document_->model();
    if (model && tensor < model->tensors().size() && !model->tensors()[tensor].compressible) showAll_->setChecked(true);
    index = filter_->mapFromSource(model_->index(static_cast<int>(tensor), 0));
  }
  if (!index.isValid()) return;
  table_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  table_->scrollTo(index);
}

void LayersPanel::alsoSelect(std::size_t tensor) {
  const auto index = filter_->mapFromSource(model_->index(static_cast<int>(tensor), 0));
  if (index.isValid()) table_->selectionModel()->select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void LayersPanel::showModel() {
  const auto& model = document_->model();
  if (!model) {
    header_->setFact({});
    selection_->set({}, {});
    showTotals();
    return;
  }
  const auto tensors = model->tensors();
  const auto compressible = std::count_if(tensors.begin(), tensors.end(), [](const WeightTensor& tensor) { return tensor.compressible; });
  const auto all = static_cast<std::int64_t>(tensors.size());
  header_->setFact(tr("%1 of %n tensor(s) compressible", nullptr, static_cast<int>(all)).arg(formatCount(compressible)));
  showAll_->setVisible(compressible < all);
  showTotals();
  // Room for the names, as far as the other columns can spare it.
  int name = 0;
  for (const auto& tensor : tensors) {
    const auto& text = tensor.id.empty() ? tensor.tensor : tensor.id;
    if (tensor.compressible) name = std::max(name, QFontMetrics(bodyFont()).horizontalAdvance(QString::fromStdString(text)) + scaled(22));
  }
  table_->setColumnWidth(LayersModel::NameColumn, std::clamp(name, scaled(kNarrowestName), scaled(kWidestName)));
  // The largest layer is where the bytes are.
  std::optional<std::size_t> largest;
  for (const auto& tensor : tensors) {
    if (tensor.compressible && (!largest || tensor.elementCount() > tensors[*largest].elementCount())) largest = tensor.index;
  }
  if (largest)
    selectTensor(*largest);
  else
    selection_->set({}, {});
}

void LayersPanel::showTotals() {
  const auto& model = document_->model();
  if (!model) {
    for (auto* label : {totalWeights_, totalBits_, totalBytes_}) label->clear();
    return;
  }
  std::int64_t weights = 0, before = 0, after = 0;
  bool complete = true;
  for (const auto& tensor : model->tensors()) {
    if (!tensor.compressible) continue;
    weights += tensor.elementCount();
    before += static_cast<std::int64_t>(tensor.bytes.size());
    const auto outcome = outcomes_->of(tensor.index);
    after += outcome ? outcome->bytes() : 0;
    // One that several layers share is stored once: with the first of them.
    const auto& plans = document_->resolved().layers;
    if (outcome && outcome->sharesCodebook() && encodedTogether(plans, tensor.index).front() == tensor.index) after += outcome->codebookBytes;
    complete = complete && outcome.has_value();
  }
  totalWeights_->setText(withThinSpaces(tr("%Ln weight(s)", nullptr, pluralNumber(weights))));
  if (!complete || weights == 0) {
    totalBits_->setText(QStringLiteral("…"));
    totalBytes_->setText(QStringLiteral("…"));
    return;
  }
  totalBits_->setText(tr("%1 bit/weight").arg(formatFixed(8.0 * static_cast<double>(after) / static_cast<double>(weights), 2)));
  const auto file = static_cast<std::int64_t>(model->fileBytes()) - before + after;
  const bool exact = after == before;
  totalBytes_->setText(exact ? formatBytes(static_cast<std::uint64_t>(file)) : tr("≈ %1").arg(formatBytes(static_cast<std::uint64_t>(file))));
  totalBytes_->setToolTip(
      exact ? tr("Size of the file")
            : tr("Estimated size of the exported file: codes, tables and scales, without decode nodes. Compare or export gives it to the byte."));
}

void LayersPanel::publishSelection() {
  std::vector<std::size_t> tensors;
  for (const auto& index : table_->selectionModel()->selectedRows()) tensors.push_back(index.data(LayersModel::TensorRole).toULongLong());
  std::sort(tensors.begin(), tensors.end());
  std::optional<std::size_t> current;
  const auto at = table_->currentIndex();
  if (at.isValid() && table_->selectionModel()->isRowSelected(at.row()))
    current = at.data(LayersModel::TensorRole).toULongLong();
  else if (!tensors.empty())
    current = tensors.front();
  selection_->set(std::move(tensors), current);
}

}  // namespace bitwright
