// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/comparison_panel.h"

#include <QAction>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

#include "core/report/document/reproduction.h"
#include "widgets/compare/compare_delegate.h"
#include "widgets/compare/compare_model.h"
#include "widgets/compare/comparer.h"
#include "widgets/compare/comparison_text.h"
#include "widgets/compare/layer_diff_dialog.h"
#include "widgets/compare/report_saver.h"
#include "widgets/compare/tradeoff_chart.h"
#include "widgets/compare/variant_actions.h"
#include "widgets/controls/elided_label.h"
#include "widgets/controls/panel_header.h"
#include "widgets/controls/tab_strip.h"
#include "widgets/document/document.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

struct ColumnWidth {
  CompareModel::Column column;
  int width;
};
constexpr int kNameWidth = 132;    // at least; it takes what is left
constexpr int kLongestName = 240;  // that makes room for itself
constexpr ColumnWidth kWidths[] = {
    {CompareModel::SizeColumn, 132},    {CompareModel::RatioColumn, 54},    {CompareModel::SpeedColumn, 158},
    {CompareModel::IntegerColumn, 66},  {CompareModel::QualityColumn, 118}, {CompareModel::FlippedColumn, 66},
    {CompareModel::VerifiedColumn, 84}, {CompareModel::LoadColumn, 68},     {CompareModel::MemoryColumn, 72},
};
constexpr int kRowHeight = 28;
constexpr int kChartWidth = 228;
constexpr int kNarrowPanel = 620;  // below it the table needs all there is

QToolButton* toolFor(QAction* action, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setProperty("role", QStringLiteral("flat"));
  button->setDefaultAction(action);
  button->setToolButtonStyle(Qt::ToolButtonIconOnly);
  button->setAccessibleName(action->text());
  return button;
}

}  // namespace

ComparisonPanel::ComparisonPanel(Document* document, QWidget* parent)
    : QWidget(parent),
      document_(document),
      comparer_(new Comparer(document, this)),
      model_(new CompareModel(document, comparer_, this)),
      actions_(new VariantActions(document, this)),
      saver_(new ReportSaver(this)),
      header_(new PanelHeader(tr("Compare"), this)),
      controls_(new QWidget(header_)),
      compare_(new QPushButton(tr("Compare"), controls_)),
      data_(new QToolButton(controls_)),
      report_(new QToolButton(controls_)),
      table_(new QTableView(this)),
      hint_(buildHint()),
      chart_(new TradeoffChart(model_, this)),
      chartSide_(buildChartSide()) {
  setProperty("role", QStringLiteral("panel"));
  setAttribute(Qt::WA_StyledBackground);
  buildControls();
  buildTable();
  auto* tabs = new TabStrip(header_);
  tabs->addTab(tr("Compare"));
  header_->setLeading(tabs);
  header_->addControl(controls_);
  auto* tableSide = new QWidget(this);
  auto* tableColumn = new QVBoxLayout(tableSide);
  tableColumn->setContentsMargins(0, 0, 0, 0);
  tableColumn->setSpacing(0);
  tableColumn->addWidget(table_, 1);
  tableColumn->addWidget(hint_);
  auto* splitter = new QSplitter(Qt::Horizontal, this);
  splitter->setHandleWidth(1);
  splitter->setChildrenCollapsible(false);
  splitter->addWidget(tableSide);
  splitter->addWidget(chartSide_);
  splitter->setStretchFactor(0, 1);
  splitter->setStretchFactor(1, 0);
  splitter->setSizes({scaled(3 * kChartWidth), scaled(kChartWidth)});
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(header_);
  column->addWidget(splitter, 1);

  connect(compare_, &QPushButton::clicked, this, [this] {
    if (comparer_->isRunning())
      comparer_->cancel();
    else
      startComparison();
  });
  connect(comparer_, &Comparer::failed, this, &ComparisonPanel::failed);
  connect(comparer_, &Comparer::warned, this, &ComparisonPanel::warned);
  connect(comparer_, &Comparer::changed, this, &ComparisonPanel::showConditions);
  connect(comparer_, &Comparer::changed, this, &ComparisonPanel::measured);
  for (const auto signal : {&JobRunner::started, &JobRunner::progressed, &JobRunner::finished}) {
    connect(&comparer_->runner(), signal, this, &ComparisonPanel::showConditions);
  }
  connect(report_, &QToolButton::clicked, this, &ComparisonPanel::chooseReport);
  connect(saver_, &ReportSaver::saved, this, &ComparisonPanel::reportSaved);
  connect(saver_, &ReportSaver::failed, this, &ComparisonPanel::failed);
  for (const auto signal : {&JobRunner::started, &JobRunner::finished})
    connect(&saver_->runner(), signal, this, &ComparisonPanel::showConditions);
  connect(model_, &QAbstractItemModel::modelReset, this, &ComparisonPanel::arrangeColumns);
  connect(model_, &QAbstractItemModel::dataChanged, this, &ComparisonPanel::arrangeColumns);
  connect(document, &Document::variantsChanged, this, &ComparisonPanel::showActive);
  connect(document, &Document::modelChanged, this, &ComparisonPanel::showConditions);
  connect(chart_, &TradeoffChart::chosen, document, &Document::setActiveVariant);
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
    if (!showingActive_ && current.isValid() && current.row() > 0)
      document_->setActiveVariant(model_->row(current.row()).id);
  });
  connect(actions_, &VariantActions::renameWanted, this, &ComparisonPanel::renameActive);
  connect(actions_, &VariantActions::fileWanted, this, [this] {
    const QString folder = document_->model() ? toQString(document_->model()->namedPath().parent_path()) : QString();
    const QString path = QFileDialog::getOpenFileName(this, tr("A compressed copy of this model"), folder,
                                                      tr("ONNX models (*.onnx);;All files (*)"));
    if (!path.isEmpty()) document_->addFinishedFile(toPath(path));
  });
  connect(actions_, &VariantActions::diffWanted, this, &ComparisonPanel::showLayerDiff);
  showActive();
  showConditions();
}

ComparisonPanel::~ComparisonPanel() = default;

void ComparisonPanel::buildControls() {
  auto* row = new QHBoxLayout(controls_);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(scaled(2));
  auto* add = new QToolButton(controls_);
  add->setProperty("role", QStringLiteral("flat"));
  add->setText(tr("New variant"));
  add->setToolTip(tr("Add a variant: empty, a copy, or the usual ones"));
  add->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(add);
  menu->addAction(actions_->addEmpty());
  menu->addAction(actions_->duplicate());
  menu->addSeparator();
  menu->addAction(actions_->addStarters());
  menu->addSeparator();
  menu->addAction(actions_->addFile());
  menu->addSeparator();
  menu->addAction(actions_->diff());
  menu->addMenu(actions_->colours());
  add->setMenu(menu);
  row->addWidget(add);
  for (auto* action : {actions_->duplicate(), actions_->rename(), actions_->remove()})
    row->addWidget(toolFor(action, controls_));
  data_->setProperty("role", QStringLiteral("flat"));
  data_->setText(tr("Data…"));
  connect(data_, &QToolButton::clicked, this, &ComparisonPanel::dataWanted);
  row->addWidget(data_);
  report_->setProperty("role", QStringLiteral("flat"));
  report_->setText(tr("Save report…"));
  report_->setToolTip(tr("Write what was measured as a web page, PDF, Markdown, CSV or JSON"));
  row->addWidget(report_);
  row->addSpacing(scaled(6));
  compare_->setProperty("role", QStringLiteral("primary"));
  row->addWidget(compare_);
}

void ComparisonPanel::buildTable() {
  table_->setModel(model_);
  table_->setItemDelegate(new CompareDelegate(model_, table_));
  table_->setAccessibleName(tr("Variants and how they compare"));
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setEditTriggers(QAbstractItemView::DoubleClicked);
  table_->setShowGrid(false);
  table_->setWordWrap(false);
  table_->setTabKeyNavigation(false);
  table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  table_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  table_->setContextMenuPolicy(Qt::CustomContextMenu);
  table_->viewport()->installEventFilter(this);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setMinimumSectionSize(scaled(kRowHeight));
  table_->verticalHeader()->setDefaultSectionSize(scaled(kRowHeight));
  auto* header = table_->horizontalHeader();
  header->setHighlightSections(false);
  header->setFixedHeight(scaled(28));
  header->setMinimumSectionSize(scaled(40));
  header->setSectionsClickable(false);
  connect(table_, &QWidget::customContextMenuRequested, this, &ComparisonPanel::showMenu);
}

// One variant says little; what to do about it stands where the others will.
QWidget* ComparisonPanel::buildHint() {
  auto* hint = new QWidget(this);
  auto* sentence =
      new QLabel(tr("Add variants and compare them: size, speed and accuracy next to the original."), hint);
  sentence->setProperty("role", QStringLiteral("dim"));
  sentence->setWordWrap(true);
  auto* starters = new QPushButton(actions_->addStarters()->text(), hint);
  starters->setToolTip(actions_->addStarters()->toolTip());
  connect(starters, &QPushButton::clicked, actions_->addStarters(), &QAction::trigger);
  auto* row = new QHBoxLayout(hint);
  row->setContentsMargins(scaled(14), scaled(8), scaled(14), scaled(10));
  row->setSpacing(scaled(12));
  row->addWidget(sentence, 1);
  row->addWidget(starters);
  return hint;
}

QWidget* ComparisonPanel::buildChartSide() {
  auto* side = new QWidget(this);
  chartTitle_ = new ElidedLabel(side);
  chartTitle_->setProperty("role", QStringLiteral("label"));
  auto* logarithmic = new QToolButton(side);
  logarithmic->setProperty("role", QStringLiteral("flat"));
  logarithmic->setText(tr("log"));
  logarithmic->setCheckable(true);
  logarithmic->setChecked(true);
  logarithmic->setToolTip(tr("Sizes in steps of two"));
  logarithmic->setAccessibleName(tr("Logarithmic size axis"));
  connect(logarithmic, &QToolButton::toggled, chart_, &TradeoffChart::setLogarithmic);
  auto* titleBar = new QWidget(side);
  titleBar->setFixedHeight(scaled(28));
  auto* titleRow = new QHBoxLayout(titleBar);
  titleRow->setContentsMargins(scaled(12), 0, scaled(8), 0);
  titleRow->addWidget(chartTitle_, 1);
  titleRow->addWidget(logarithmic);
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(titleBar);
  column->addWidget(chart_, 1);
  return side;
}

void ComparisonPanel::startComparison() {
  comparer_->start();
}

JobRunner& ComparisonPanel::runner() {
  return comparer_->runner();
}

void ComparisonPanel::setOptions(const CompareOptions& options) {
  comparer_->setOptions(options);
}

void ComparisonPanel::saveReport(const QString& path) {
  saver_->save(comparer_->last(), comparer_->reproduction(), path);
}

JobRunner& ComparisonPanel::reportRunner() {
  return saver_->runner();
}

void ComparisonPanel::chooseReport() {
  const auto model = document_->model();
  if (!model) return;
  const auto named = model->namedPath();
  const QString proposed = toQString(named.parent_path() / named.stem()) + QStringLiteral("-comparison.html");
  QString filter;
  const QString path =
      QFileDialog::getSaveFileName(this, tr("Save the report"), proposed, ReportSaver::fileFilters(), &filter);
  if (!path.isEmpty()) saveReport(ReportSaver::withEnding(path, filter));
}

const Comparison& ComparisonPanel::lastComparison() const {
  return comparer_->last();
}

const Reproduction& ComparisonPanel::reproduction() const {
  return comparer_->reproduction();
}

void ComparisonPanel::showConditions() {
  const bool running = comparer_->isRunning();
  compare_->setText(running ? tr("Stop") : tr("Compare"));
  compare_->setToolTip(running ? tr("Stop measuring; what is there stays")
                               : tr("Measure size, speed and accuracy of every variant next to the original"));
  compare_->setEnabled(document_->model() != nullptr);
  const auto spec = QString::fromStdString(comparer_->data().spec);
  data_->setToolTip(spec.isEmpty() ? tr("Choose what is compared on; now inputs are made up")
                                   : tr("Choose what is compared on; now: %1").arg(spec));
  data_->setEnabled(document_->model() != nullptr && !running);
  report_->setEnabled(!running && !comparer_->last().variants.empty() && !saver_->runner().isRunning());
  chartTitle_->setText(chart_->title());
  header_->setFact(conditionsText());
  Q_EMIT conditionsChanged();
}

QString ComparisonPanel::conditionsText() const {
  if (comparer_->isRunning()) {
    const auto& runner = comparer_->runner();
    const QString phase = runner.phase().isEmpty() ? runner.title() : runner.phase();
    return runner.fraction() < 0.0 ? phase
                                   : tr("%1 · %2", "phase and percent").arg(phase, formatPercent(runner.fraction(), 0));
  }
  const QString fact = comparisonFact(comparer_->last());
  return comparer_->wasStopped() && !fact.isEmpty() ? tr("stopped, partial results · %1").arg(fact) : fact;
}

void ComparisonPanel::hideHeader() {
  header_->hide();
  compare_->hide();  // such a host has its own
}

void ComparisonPanel::renameActive() {
  const int row = model_->rowOf(document_->activeVariant());
  if (row > 0) table_->edit(model_->index(row, CompareModel::NameColumn));
}

void ComparisonPanel::showLayerDiff() {
  if (!document_->model()) return;
  std::vector<DiffSide> sides{{tr("Original"), Recipe{}, nullptr}};
  for (const auto& variant : document_->variants()) {
    if (!variant.file.empty()) continue;  // how it stores its layers is not known here
    const auto* measured = comparer_->of(variant.id);
    const bool known = measured != nullptr && !comparer_->isStale(variant);
    sides.push_back({QString::fromStdString(variant.recipe.name), variant.recipe,
                     known ? measured->card.layers : nullptr, known ? measured->card.arithmetic : nullptr});
  }
  const auto name = QString::fromStdString(document_->recipe().name);
  const auto at = std::find_if(sides.begin(), sides.end(), [&](const DiffSide& side) { return side.name == name; });
  const int active = at == sides.end() ? 0 : static_cast<int>(at - sides.begin());
  auto* dialog = new LayerDiffDialog(document_->model(), std::move(sides), active > 1 ? active - 1 : 0, active, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->show();
}

std::optional<LayerArithmetic> ComparisonPanel::arithmeticOf(const WeightTensor& tensor) const {
  const auto& variants = document_->variants();
  const auto active = std::find_if(variants.begin(), variants.end(),
                                   [this](const Variant& each) { return each.id == document_->activeVariant(); });
  return active == variants.end() || !tensor.compressible ? std::nullopt : comparer_->arithmeticOf(*active, tensor.id);
}

void ComparisonPanel::showActive() {
  const auto active = document_->activeVariant();
  const int row = model_->rowOf(active);
  showingActive_ = true;
  if (row > 0) {
    const auto current = table_->currentIndex();
    if (current.row() != row) table_->setCurrentIndex(model_->index(row, current.isValid() ? current.column() : 0));
  } else {
    table_->clearSelection();
  }
  showingActive_ = false;
  chart_->setActive(active);
  hint_->setVisible(document_->model() && document_->variants().size() < 2);
}

// Every column has the width of the drawing, or what its words need in this language. Where that is too much, the last
// columns are left out, then the bars get shorter, then names are cut, then the table scrolls. Without labels nothing
// is counted as flipped.
void ComparisonPanel::arrangeColumns() {
  const int available = table_->viewport()->width();
  const QAbstractItemView* cells = table_;
  const auto need = [this, cells](int column) {
    return std::max(cells->sizeHintForColumn(column), table_->horizontalHeader()->sectionSizeHint(column));
  };
  int widths[CompareModel::ColumnCount] = {};
  int all = 0;
  for (const auto& [column, width] : kWidths) all += widths[column] = std::max(scaled(width), need(column));
  auto& name = widths[CompareModel::NameColumn];
  name = std::clamp(need(CompareModel::NameColumn), scaled(kNameWidth), scaled(kLongestName));
  all += name;
  const bool labelled = model_->measure() == QualityMeasure::accuracy;
  table_->setColumnHidden(CompareModel::FlippedColumn, !labelled);
  if (!labelled) all -= widths[CompareModel::FlippedColumn];
  for (const int column : {CompareModel::IntegerColumn, CompareModel::MemoryColumn, CompareModel::LoadColumn}) {
    const bool hidden = column == CompareModel::IntegerColumn ? !model_->hasIntegers() : all > available;
    if (hidden) all -= widths[column];
    table_->setColumnHidden(column, hidden);
  }
  const auto give = [&](CompareModel::Column column, int least) {
    const int given = std::clamp(all - available, 0, std::max(0, widths[column] - least));
    widths[column] -= given;
    all -= given;
  };
  for (const auto column : {CompareModel::SizeColumn, CompareModel::SpeedColumn, CompareModel::QualityColumn})
    give(column, need(column));
  give(CompareModel::NameColumn, scaled(kNameWidth));
  name += std::max(0, available - all);
  for (int column = 0; column < CompareModel::ColumnCount; ++column) {
    if (!table_->isColumnHidden(column)) table_->setColumnWidth(column, widths[column]);
  }
}

void ComparisonPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  chartSide_->setVisible(width() >= scaled(kNarrowPanel));
}

bool ComparisonPanel::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize && watched == table_->viewport()) arrangeColumns();
  return QWidget::eventFilter(watched, event);
}

void ComparisonPanel::showMenu(const QPoint& position) {
  const auto index = table_->indexAt(position);
  QMenu menu(this);
  if (index.isValid() && index.row() > 0) {
    for (auto* action : {actions_->duplicate(), actions_->rename(), actions_->remove()}) menu.addAction(action);
    menu.addMenu(actions_->colours());
    menu.addSeparator();
    menu.addAction(actions_->diff());
    menu.addSeparator();
  }
  menu.addAction(actions_->addEmpty());
  menu.addAction(actions_->addStarters());
  menu.exec(table_->viewport()->mapToGlobal(position));
}

}  // namespace bitwright
