// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_panel.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMap>
#include <QMenu>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/controls/panel_header.h"
#include "widgets/document/document.h"
#include "widgets/document/selection.h"
#include "widgets/layers/layers_columns.h"
#include "widgets/layers/layers_copy.h"
#include "widgets/layers/layers_delegate.h"
#include "widgets/layers/layers_filter.h"
#include "widgets/layers/layers_filter_bar.h"
#include "widgets/layers/layers_model.h"
#include "widgets/layers/layers_sum.h"
#include "widgets/layers/totals_row.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

QTableView* makeTable(QWidget* parent, LayersFilter* filter) {
  auto* table = new QTableView(parent);
  table->setModel(filter);
  table->setItemDelegate(new LayersDelegate(table));
  table->setAccessibleName(LayersPanel::tr("Layers of the model"));
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setSelectionMode(QAbstractItemView::ExtendedSelection);
  table->setContextMenuPolicy(Qt::CustomContextMenu);
  table->setShowGrid(false);
  table->setWordWrap(false);
  table->setTabKeyNavigation(false);
  table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  table->verticalHeader()->hide();
  table->verticalHeader()->setSectionResizeMode(
      QHeaderView::Fixed);  // all alike: nothing is measured, however many rows
  table->verticalHeader()->setMinimumSectionSize(scaled(40));
  table->verticalHeader()->setDefaultSectionSize(scaled(40));
  auto* header = table->horizontalHeader();
  header->setHighlightSections(false);
  header->setFixedHeight(scaled(28));
  header->setMinimumSectionSize(scaled(40));
  table->setSortingEnabled(true);
  table->sortByColumn(static_cast<int>(LayerColumn::name), Qt::AscendingOrder);
  return table;
}

}  // namespace

LayersPanel::LayersPanel(Document* document, Selection* selection, LayerOutcomes* outcomes, QWidget* parent)
    : QWidget(parent),
      document_(document),
      selection_(selection),
      model_(new LayersModel(document, outcomes, this)),
      filter_(new LayersFilter(this)),
      header_(new PanelHeader(tr("Layers"), this)),
      showAll_(new QToolButton(this)),
      filterBar_(new LayersFilterBar(filter_, this)),
      totals_(new TotalsRow(this)),
      copy_(new QAction(tr("Copy the selected rows"), this)) {
  filter_->setSourceModel(model_);
  table_ = makeTable(this, filter_);
  columns_ = new LayersColumns(table_);
  compose();
  totalsTimer_.setSingleShot(true);
  totalsTimer_.setInterval(0);

  const auto sumAgain = [this] { totalsTimer_.start(); };
  connect(&totalsTimer_, &QTimer::timeout, this, &LayersPanel::showTotals);
  connect(filterBar_, &LayersFilterBar::changed, this, sumAgain);
  connect(filterBar_, &LayersFilterBar::rowsWanted, this, [this] {
    if (filter_->rowCount() > 0 && !table_->currentIndex().isValid()) table_->setCurrentIndex(filter_->index(0, 0));
    table_->setFocus();
  });
  connect(showAll_, &QToolButton::toggled, this, [this](bool all) {
    filter_->setShowAll(all);
    showOperators();
  });
  connect(copy_, &QAction::triggered, this, &LayersPanel::copySelected);
  connect(table_, &QWidget::customContextMenuRequested, this, &LayersPanel::showMenu);
  connect(document, &Document::modelChanged, this, &LayersPanel::showModel);
  connect(document, &Document::recipeChanged, this, sumAgain);
  connect(model_, &LayersModel::figuresChanged, this, sumAgain);
  connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &LayersPanel::publishSelection);
  connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this, &LayersPanel::publishSelection);
  showModel();
}

void LayersPanel::compose() {
  setProperty("role", QStringLiteral("panel"));
  setAttribute(Qt::WA_StyledBackground);
  showAll_->setProperty("role", QStringLiteral("flat"));
  showAll_->setText(tr("Show all"));
  showAll_->setCheckable(true);
  showAll_->setToolTip(tr("Also list tensors that cannot be compressed, with the reason"));
  header_->addControl(showAll_);
  copy_->setShortcut(QKeySequence::Copy);
  copy_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
  table_->addAction(copy_);

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(header_);
  column->addWidget(filterBar_);
  column->addWidget(table_, 1);
  column->addWidget(horizontalRule(this));
  column->addWidget(totals_);
}

void LayersPanel::focusFilter() {
  filterBar_->focusLine();
}

void LayersPanel::selectAll() {
  table_->selectAll();
}

void LayersPanel::selectTensor(std::size_t tensor) {
  auto index = filter_->mapFromSource(model_->index(static_cast<int>(tensor), 0));
  if (!index.isValid()) {
    // Hidden by the filter or because it cannot be compressed; who asks for it wants to see it.
    filterBar_->clear();
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
    showOperators();
    return;
  }
  const auto tensors = model->tensors();
  const auto compressible =
      std::count_if(tensors.begin(), tensors.end(), [](const WeightTensor& tensor) { return tensor.compressible; });
  const auto all = static_cast<std::int64_t>(tensors.size());
  header_->setFact(
      tr("%1 of %n tensor(s) compressible", nullptr, static_cast<int>(all)).arg(formatCount(compressible)));
  showAll_->setVisible(compressible < all);
  showOperators();
  int name = 0;
  for (const auto& tensor : tensors) {
    const auto& text = tensor.id.empty() ? tensor.tensor : tensor.id;
    if (tensor.compressible)
      name = std::max(name, QFontMetrics(bodyFont()).horizontalAdvance(QString::fromStdString(text)) + scaled(22));
  }
  columns_->setNameWidth(name);
  // The largest layer is where the bytes are.
  std::optional<std::size_t> largest;
  for (const auto& tensor : tensors) {
    if (tensor.compressible && (!largest || tensor.elementCount() > tensors[*largest].elementCount()))
      largest = tensor.index;
  }
  if (largest)
    selectTensor(*largest);
  else
    selection_->set({}, {});
}

void LayersPanel::showOperators() {
  QMap<QString, int> operators;
  if (const auto& model = document_->model()) {
    for (const auto& tensor : model->tensors()) {
      if (!tensor.op.empty() && (tensor.compressible || showAll_->isChecked()))
        ++operators[QString::fromStdString(tensor.op)];
    }
  }
  filterBar_->setOperators(operators);
}

std::vector<std::size_t> LayersPanel::shownTensors() const {
  std::vector<std::size_t> tensors;
  for (int row = 0; row < filter_->rowCount(); ++row)
    tensors.push_back(static_cast<std::size_t>(filter_->mapToSource(filter_->index(row, 0)).row()));
  return tensors;
}

void LayersPanel::showTotals() {
  const auto& model = document_->model();
  if (!model) return totals_->setTexts({});
  const bool selected = selection_->tensors().size() > 1;
  const bool part = selected || filter_->isActive();
  const auto sum = sumOf(selected ? selection_->tensors() : shownTensors(), *model_, *document_);
  TotalsRow::Texts texts;
  texts.title = selected ? tr("Selected") : part ? tr("Shown") : tr("Total");
  texts.count = withThinSpaces(tr("%Ln layer(s)", nullptr, pluralNumber(sum.layers)));
  texts.weights = withThinSpaces(tr("%Ln weight(s)", nullptr, pluralNumber(sum.weights)));
  if (document_->isFinishedFile()) {
    texts.bytes = tr("not known");
    texts.help = tr("This variant is a finished file. Compare measures it.");
    return totals_->setTexts(texts);
  }
  if (!sum.complete || sum.weights == 0) {
    texts.bits = texts.bytes = sum.complete            ? QString()
                               : model_->isComputing() ? QStringLiteral("…")
                                                       : QStringLiteral("–");
    return totals_->setTexts(texts);
  }
  texts.bits = tr("%1 bit/weight").arg(formatFixed(sum.bitsPerWeight(), 2));
  // All of them together are the model: its file says more than the sum of its weights.
  const auto before = part ? sum.originalBytes : static_cast<std::int64_t>(model->fileBytes());
  const auto after = before - sum.originalBytes + sum.bytes;
  const bool exact = after == before;
  const QString bytes = formatBytes(static_cast<std::uint64_t>(after));
  texts.bytes = exact || part ? bytes : tr("≈ %1").arg(bytes);
  const double ratio = after > 0 ? static_cast<double>(before) / static_cast<double>(after) : 1.0;
  texts.ratio = exact ? tr("as it is")
                      : tr("of %1 · %2").arg(formatBytes(static_cast<std::uint64_t>(before)), formatRatio(ratio));
  texts.help = part ? tr("Bytes of these layers: codes, tables and scales, without decode nodes; a shared codebook is "
                         "counted once")
               : exact ? tr("Size of the file")
                       : tr("Estimated size of the exported file: codes, tables and scales, without decode nodes. "
                            "Compare or export gives it to the byte.");
  totals_->setTexts(texts);
}

void LayersPanel::copySelected() {
  const QString rows = selectedRowsAsTsv(*table_);
  if (!rows.isEmpty()) QGuiApplication::clipboard()->setText(rows);
}

void LayersPanel::showMenu(const QPoint& at) {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->addAction(copy_);
  connect(menu->addAction(tr("Select all rows")), &QAction::triggered, table_, &QTableView::selectAll);
  menu->addSeparator();
  columns_->fillSorting(menu->addMenu(tr("Sort by")));
  columns_->fillChooser(menu->addMenu(tr("Columns")));
  menu->popup(table_->viewport()->mapToGlobal(at));
}

void LayersPanel::publishSelection() {
  std::vector<std::size_t> tensors;
  for (const auto& index : table_->selectionModel()->selectedRows())
    tensors.push_back(index.data(LayersModel::TensorRole).toULongLong());
  std::sort(tensors.begin(), tensors.end());
  std::optional<std::size_t> current;
  const auto at = table_->currentIndex();
  if (at.isValid() && table_->selectionModel()->isRowSelected(at.row()))
    current = at.data(LayersModel::TensorRole).toULongLong();
  else if (!tensors.empty())
    current = tensors.front();
  selection_->set(std::move(tensors), current);
  totalsTimer_.start();
}

}  // namespace bitwright
