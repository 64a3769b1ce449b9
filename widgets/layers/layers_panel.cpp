// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_panel.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMap>
#include <QMenu>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "core/model/structure/path_parts.h"
#include "widgets/controls/panel_header.h"
#include "widgets/document/document.h"
#include "widgets/document/selection.h"
#include "widgets/layers/layers_columns.h"
#include "widgets/layers/layers_copy.h"
#include "widgets/layers/layers_filter.h"
#include "widgets/layers/layers_filter_bar.h"
#include "widgets/layers/layers_model.h"
#include "widgets/layers/layers_rows.h"
#include "widgets/layers/layers_selection.h"
#include "widgets/layers/layers_sum.h"
#include "widgets/layers/layers_table.h"
#include "widgets/layers/totals_row.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

QString quoted(std::string_view part) {
  return QString::fromStdString(printable(part));
}

}  // namespace

LayersPanel::LayersPanel(Document* document, Selection* selection, LayerOutcomes* outcomes, QWidget* parent)
    : QWidget(parent),
      document_(document),
      selection_(selection),
      model_(new LayersModel(document, outcomes, this)),
      filter_(new LayersFilter(this)),
      rows_(new LayersRows(document, model_, filter_, this)),
      header_(new PanelHeader(tr("Layers"), this)),
      showAll_(new QToolButton(this)),
      filterBar_(new LayersFilterBar(filter_, this)),
      totals_(new TotalsRow(this)),
      copy_(new QAction(tr("Copy the selected rows"), this)) {
  filter_->setSourceModel(model_);
  rows_->setTree(filterBar_->wantsTree());
  table_ = new LayersTable(rows_, this);
  table_->setAccessibleName(tr("Layers of the model"));
  columns_ = new LayersColumns(table_);
  chosen_ = new LayersSelection(table_, rows_);
  compose();
  totalsTimer_.setSingleShot(true);
  totalsTimer_.setInterval(0);

  const auto sumAgain = [this] { totalsTimer_.start(); };
  connect(&totalsTimer_, &QTimer::timeout, this, &LayersPanel::showTotals);
  connect(filterBar_, &LayersFilterBar::changed, this, sumAgain);
  connect(filterBar_, &LayersFilterBar::rowsWanted, this, [this] {
    if (rows_->rowCount() > 0 && !table_->currentIndex().isValid()) table_->setCurrentIndex(rows_->index(0, 0));
    table_->setFocus();
  });
  const auto offerTree = [this] { filterBar_->offerTree(rows_->treeHelps()); };
  connect(rows_, &LayersRows::treeHelpsChanged, this, offerTree);
  connect(filterBar_, &LayersFilterBar::treeWanted, rows_, &LayersRows::setTree);
  offerTree();
  connect(showAll_, &QToolButton::toggled, this, [this](bool all) {
    filter_->setShowAll(all);
    showOperators();
  });
  connect(copy_, &QAction::triggered, this, &LayersPanel::copySelected);
  connect(table_, &QWidget::customContextMenuRequested, this, &LayersPanel::showMenu);
  connect(document, &Document::modelChanged, this, &LayersPanel::showModel);
  connect(document, &Document::recipeChanged, this, sumAgain);
  connect(model_, &LayersModel::figuresChanged, this, sumAgain);
  connect(chosen_, &LayersSelection::changed, this, &LayersPanel::publishSelection);
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

/// Hidden by the filter, because it cannot be compressed, or in a folded group: who asks for it wants to see it.
void LayersPanel::showEverything(const std::vector<std::size_t>& tensors) {
  const auto& model = document_->model();
  const auto hidden = [&](std::size_t tensor) {
    return !filter_->mapFromSource(model_->index(static_cast<int>(tensor), 0)).isValid();
  };
  if (model && std::any_of(tensors.begin(), tensors.end(), hidden)) {
    filterBar_->clear();
    if (std::any_of(tensors.begin(), tensors.end(), [&](std::size_t tensor) {
          return tensor < model->tensors().size() && !model->tensors()[tensor].compressible;
        }))
      showAll_->setChecked(true);
  }
  rows_->reveal(tensors);
}

void LayersPanel::selectTensor(std::size_t tensor) {
  showEverything({tensor});
  const int row = rows_->rowOf(tensor);
  if (row < 0) return;
  const auto index = rows_->index(row, 0);
  table_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
  table_->scrollTo(index);
}

void LayersPanel::alsoSelect(std::size_t tensor) {
  rows_->reveal({tensor});
  const int row = rows_->rowOf(tensor);
  if (row >= 0)
    table_->selectionModel()->select(rows_->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void LayersPanel::selectTensors(const std::vector<std::size_t>& tensors) {
  if (tensors.empty()) return;
  showEverything(tensors);
  chosen_->select(tensors);
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
  for (int row = 0; row < model_->rowCount(); ++row) {
    const auto index = model_->index(row, static_cast<int>(LayerColumn::name));
    if (tensors[static_cast<std::size_t>(row)].compressible)
      name = std::max(name, QFontMetrics(bodyFont()).horizontalAdvance(index.data().toString()) + scaled(22));
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
  fillTreeMenu(menu);
  menu->addSeparator();
  columns_->fillSorting(menu->addMenu(tr("Sort by")));
  columns_->fillChooser(menu->addMenu(tr("Columns")));
  menu->popup(table_->viewport()->mapToGlobal(at));
}

/// The layers that are called as the current one in all other blocks, and the folds.
void LayersPanel::fillTreeMenu(QMenu* menu) {
  const auto key = rows_->keyAt(table_->currentIndex().row());
  if (const auto& model = document_->model(); model && !key.path.empty()) {
    const auto all = model->tensors();
    const std::string_view path = key.tensor ? std::string_view(all[*key.tensor].path) : std::string_view(key.path);
    const auto part = lastPathPart(path);
    std::vector<std::size_t> alike;
    const bool number = part.find_first_not_of("0123456789") == std::string_view::npos;
    for (const auto& tensor : all) {
      if (number || !tensor.compressible) continue;
      const auto parts = pathParts(tensor.path);
      const bool meant = key.tensor ? !parts.empty() && parts.back() == part
                                    : std::find(parts.begin(), parts.end(), part) != parts.end();
      if (meant) alike.push_back(tensor.index);
    }
    if (alike.size() > 1) {
      const QString title =
          tr("Select all \"%1\" (%2)").arg(quoted(part), formatCount(static_cast<std::int64_t>(alike.size())));
      connect(menu->addAction(title), &QAction::triggered, this, [this, alike] { selectTensors(alike); });
    }
  }
  if (!rows_->isTree()) return;
  menu->addSeparator();
  const std::pair<QString, LayersRows::Folds> folds[] = {{tr("Open all groups"), LayersRows::Folds::none},
                                                         {tr("Fold equal blocks"), LayersRows::Folds::equalBlocks},
                                                         {tr("Fold all groups"), LayersRows::Folds::all}};
  for (const auto& [title, which] : folds)
    connect(menu->addAction(title), &QAction::triggered, this, [this, kind = which] { rows_->foldAgain(kind); });
}

void LayersPanel::publishSelection() {
  selection_->set(chosen_->tensors(), chosen_->current());
  totalsTimer_.start();
}

}  // namespace bitwright
