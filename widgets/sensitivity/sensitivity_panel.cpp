// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sensitivity/sensitivity_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include "widgets/activations/activation_text.h"
#include "widgets/controls/elided_label.h"
#include "widgets/controls/panel_header.h"
#include "widgets/controls/segmented_control.h"
#include "widgets/document/document.h"
#include "widgets/document/selection.h"
#include "widgets/sensitivity/adaptive_bar.h"
#include "widgets/sensitivity/heat_delegate.h"
#include "widgets/sensitivity/rank_model.h"
#include "widgets/sensitivity/repair_bar.h"
#include "widgets/sensitivity/sensitivity_run.h"
#include "widgets/text/scheme_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr int kRowHeight = 26;
constexpr int kNameWidth = 170;
constexpr int kCellWidth = 84;
constexpr std::pair<RankModel::Column, int> kRankWidths[] = {{RankModel::RankColumn, 40},
                                                             {RankModel::DamageColumn, 160},
                                                             {RankModel::KlColumn, 84},
                                                             {RankModel::DropColumn, 64},
                                                             {RankModel::BytesColumn, 84}};

QString measureName(SensitivityMeasure measure) {
  switch (measure) {
    case SensitivityMeasure::kl:
      return SensitivityPanel::tr("KL divergence");
    case SensitivityMeasure::agreement:
      return SensitivityPanel::tr("Agreement");
    case SensitivityMeasure::drop:
      return SensitivityPanel::tr("Accuracy lost");
    case SensitivityMeasure::sqnr:
      break;
  }
  return SensitivityPanel::tr("SQNR of the outputs");
}

}  // namespace

SensitivityPanel::SensitivityPanel(Document* document, Selection* selection, SensitivityRun* run, QWidget* parent)
    : QWidget(parent),
      document_(document),
      selection_(selection),
      run_(run),
      heatModel_(new HeatModel(document, run, this)),
      sorted_(new QSortFilterProxyModel(this)),
      rankModel_(new RankModel(document, run, this)),
      views_(new SegmentedControl(this)),
      choice_(new QComboBox(this)),
      start_(new QPushButton(this)),
      fact_(new ElidedLabel(this)),
      data_(new QPushButton(tr("Change…"), this)),
      stack_(new QStackedWidget(this)),
      sentence_(new QLabel(this)),
      heat_(makeTable(tr("Damage of each layer under each way of storing it"))),
      ranks_(makeTable(tr("Layers, worst first"))),
      repairs_(new RepairBar(this)),
      adaptive_(new AdaptiveBar(this)) {
  compose();
  connect(views_, &SegmentedControl::chosen, this, [this](int view) { setView(static_cast<View>(view)); });
  connect(choice_, &QComboBox::activated, this, &SensitivityPanel::choose);
  connect(start_, &QPushButton::clicked, this,
          [this] { run_->runner().isRunning() ? run_->runner().cancel() : run_->start(); });
  connect(data_, &QPushButton::clicked, this, &SensitivityPanel::dataWanted);
  connect(heat_->selectionModel(), &QItemSelectionModel::currentChanged, this, &SensitivityPanel::chooseRow);
  connect(ranks_->selectionModel(), &QItemSelectionModel::currentChanged, this, &SensitivityPanel::chooseRow);
  connect(repairs_, &RepairBar::chosen, this, &SensitivityPanel::repair);
  connect(adaptive_, &AdaptiveBar::wanted, this, [this](const Recipe& recipe) { document_->addVariants({recipe}); });
  connect(run, &SensitivityRun::changed, this, &SensitivityPanel::takeResult);
  connect(run, &SensitivityRun::stateChanged, this, &SensitivityPanel::showState);
  connect(document, &Document::recipeChanged, this, [this] {
    followSelection();  // another order
    showState();
  });
  connect(selection, &Selection::changed, this, &SensitivityPanel::followSelection);
  for (int at = 0; at < 4; ++at) {
    auto* key = new QShortcut(QKeySequence(Qt::Key_1 + at), this);
    key->setContext(Qt::WidgetWithChildrenShortcut);
    connect(key, &QShortcut::activated, this, [this, at] { repairs_->choose(static_cast<std::size_t>(at)); });
  }
  takeResult();
}

QTableView* SensitivityPanel::makeTable(const QString& name) {
  auto* table = new QTableView(this);
  table->setProperty("role", QStringLiteral("plain"));
  table->setAccessibleName(name);
  table->setSelectionMode(QAbstractItemView::SingleSelection);
  table->setShowGrid(false);
  table->setWordWrap(false);
  table->setTabKeyNavigation(false);
  table->setTextElideMode(Qt::ElideMiddle);
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(scaled(kRowHeight));
  table->horizontalHeader()->setHighlightSections(false);
  table->horizontalHeader()->setMinimumSectionSize(scaled(36));
  return table;
}

void SensitivityPanel::compose() {
  views_->setChoices({tr("Heat map"), tr("Ranked")});
  views_->setAccessibleName(tr("How the analysis is shown"));
  views_->setCurrent(HeatMapView);
  data_->setProperty("role", QStringLiteral("flat"));
  data_->setAccessibleName(tr("Change the calibration data"));
  data_->setToolTip(tr("Choose what the outputs are compared on, and how many samples"));
  fact_->setProperty("role", QStringLiteral("label"));
  sentence_->setAlignment(Qt::AlignCenter);
  sentence_->setWordWrap(true);
  sentence_->setProperty("role", QStringLiteral("dim"));
  sentence_->setContentsMargins(scaled(24), 0, scaled(24), 0);

  sorted_->setSourceModel(heatModel_);
  sorted_->setSortRole(HeatModel::SortRole);
  heat_->setModel(sorted_);
  heat_->setItemDelegate(new HeatDelegate(heat_));
  heat_->setSelectionBehavior(QAbstractItemView::SelectItems);
  heat_->setSortingEnabled(true);
  heat_->sortByColumn(0, Qt::AscendingOrder);
  ranks_->setModel(rankModel_);
  ranks_->setItemDelegate(new RankDelegate(ranks_));
  ranks_->setSelectionBehavior(QAbstractItemView::SelectRows);
  ranks_->horizontalHeader()->setSectionResizeMode(RankModel::LayerColumn, QHeaderView::Stretch);
  for (const auto& [column, width] : kRankWidths) ranks_->horizontalHeader()->resizeSection(column, scaled(width));

  auto* first = new QHBoxLayout;
  first->addWidget(views_);
  first->addWidget(choice_, 1);
  first->addWidget(start_);
  stack_->addWidget(sentence_);
  stack_->addWidget(heat_);
  stack_->addWidget(ranks_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(controlRows(first, fact_, data_));
  column->addWidget(horizontalRule(this));
  column->addWidget(stack_, 1);
  column->addWidget(horizontalRule(this));
  column->addWidget(repairs_);
  column->addWidget(horizontalRule(this));
  column->addWidget(adaptive_);
}

void SensitivityPanel::setView(View view) {
  views_->setCurrent(view);
  fillChoice();
  showState();
  followSelection();
}

void SensitivityPanel::takeResult() {
  auto* header = heat_->horizontalHeader();
  for (int section = 0; section < header->count(); ++section)
    header->resizeSection(section, scaled(section == 0 ? kNameWidth : kCellWidth));
  fillChoice();
  followSelection();
  showState();
}

void SensitivityPanel::fillChoice() {
  const QSignalBlocker quiet(choice_);
  choice_->clear();
  const auto* result = run_->result();
  const bool ranked = views_->current() == RankedView;
  choice_->setAccessibleName(ranked ? tr("Way of storing the layers are ranked by") : tr("What the cells say"));
  if (ranked) {
    choice_->addItem(tr("As each layer is stored now"), -1);
    for (std::size_t at = 0; result != nullptr && at < result->candidates.size(); ++at) {
      const auto spec = parseSpec(result->candidates[at]);
      choice_->addItem(
          spec ? tr("All: %1").arg(shortSchemeText(*spec)) : QString::fromStdString(result->candidates[at]),
          static_cast<int>(at));
    }
    const auto candidate = rankModel_->candidate();
    choice_->setCurrentIndex(candidate ? static_cast<int>(*candidate) + 1 : 0);
  } else {
    for (const auto measure :
         {SensitivityMeasure::kl, SensitivityMeasure::sqnr, SensitivityMeasure::agreement, SensitivityMeasure::drop}) {
      if (measure == SensitivityMeasure::sqnr || (result != nullptr && hasMeasure(*result, measure))) {
        choice_->addItem(measureName(measure), static_cast<int>(measure));
      }
    }
    const int now = choice_->findData(static_cast<int>(heatModel_->measure()));
    choice_->setCurrentIndex(std::max(0, now));
    if (now < 0 && result != nullptr && !result->layers.empty()) choose();
  }
  choice_->setEnabled(result != nullptr);
}

void SensitivityPanel::choose() {
  const int chosen = choice_->currentData().toInt();
  if (views_->current() == RankedView)
    rankModel_->setCandidate(chosen < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(chosen)));
  else
    heatModel_->setMeasure(static_cast<SensitivityMeasure>(chosen));
  followSelection();
  showState();
}

void SensitivityPanel::chooseRow(const QModelIndex& current) {
  if (following_ || !current.isValid()) return;
  static_assert(static_cast<int>(HeatModel::TensorRole) != static_cast<int>(RankModel::TensorRole));
  const bool ranked = current.model() == rankModel_;
  Q_EMIT tensorWanted(
      current.data(ranked ? static_cast<int>(RankModel::TensorRole) : static_cast<int>(HeatModel::TensorRole))
          .toULongLong());
}

void SensitivityPanel::followSelection() {
  const QScopedValueRollback taking(following_, true);
  const auto tensor = selection_->current();
  const int heatRow = tensor ? heatModel_->rowOf(*tensor) : -1;
  const int rank = tensor ? rankModel_->rowOf(*tensor) : -1;
  const auto stay = std::max(0, heat_->currentIndex().column());
  if (heatRow >= 0)
    heat_->setCurrentIndex(sorted_->mapFromSource(heatModel_->index(heatRow, stay)));
  else
    heat_->setCurrentIndex({});
  ranks_->setCurrentIndex(rank >= 0 ? rankModel_->index(rank, RankModel::LayerColumn) : QModelIndex());
  showRepairs();
}

QString SensitivityPanel::factText() const {
  if (!document_->model()) return {};
  const QString what = calibrationText(document_->calibration());
  const auto* result = run_->result();
  if (result == nullptr)
    return run_->runner().isRunning() ? tr("Measuring on %1").arg(what) : tr("To be measured on %1").arg(what);
  if (run_->isStale()) return tr("Other data are chosen now: measure again on %1").arg(what);
  auto whole = document_->calibration();
  whole.limit = 0;  // how many they were is said beside it
  const QString samples =
      withThinSpaces(tr("%Ln sample(s) of %1", nullptr, pluralNumber(result->samples)).arg(calibrationText(whole)));
  if (!result->partial()) return tr("Each layer alone, on %1").arg(samples);
  return tr("%1 of %2 layers done, on %3")
      .arg(formatCount(static_cast<std::int64_t>(result->layers.size())),
           formatCount(static_cast<std::int64_t>(result->layerCount)), samples);
}

void SensitivityPanel::showState() {
  const bool open = document_->model() != nullptr;
  const bool running = run_->runner().isRunning();
  const auto* result = run_->result();
  start_->setText(running ? tr("Stop") : tr("Measure"));
  start_->setEnabled(open);
  start_->setToolTip(
      running ? tr("Stop; what is done stays")
              : tr("Compress each layer alone in several ways and measure what that changes of the network's outputs"));
  data_->setEnabled(open && !running);
  fact_->setText(factText());
  fact_->setToolTip(fact_->text());
  const bool ranked = views_->current() == RankedView;
  const bool any = result != nullptr && !result->layers.empty() && (!ranked || rankModel_->rowCount() > 0);
  if (result == nullptr && !running)
    sentence_->setText(open ? tr("Measure to see which layers hurt: each is compressed alone, in several ways, and the "
                                 "network's outputs are compared with the "
                                 "original's.")
                            : QString());
  else if (!any)
    sentence_->setText(running
                           ? tr("The first layer is being measured.")
                           : tr("No layer is stored in a way that was measured: choose one above, or measure again."));
  adaptive_->setVisible(result != nullptr);
  adaptive_->setResult(run_->isStale() ? nullptr : run_->shared());  // other data, other choices
  stack_->setCurrentWidget(!any ? static_cast<QWidget*>(sentence_) : ranked ? ranks_ : heat_);
  showRepairs();
}

void SensitivityPanel::showRepairs() {
  const auto tensor = selection_->current();
  const auto* result = run_->result();
  const auto* layer = tensor ? run_->of(*tensor) : nullptr;
  repairs_->setVisible(result != nullptr && !document_->isFinishedFile());
  if (result == nullptr) return;
  if (layer == nullptr) return repairs_->setSentence(tr("Choose a layer to see what would help it."));
  const auto& plan = document_->resolved().layers[*tensor];
  const QString name = QString::fromStdString(layer->id);
  if (plan.untouched) return repairs_->setSentence(tr("%1 is kept as it is: it does no damage.").arg(name));
  const auto* now = run_->inUse(*tensor);
  if (now == nullptr)
    return repairs_->setSentence(tr("%1 is stored in a way that was not measured: measure again.").arg(name));
  repairs_->setRepairs(name, now, repairsOf(*result, *layer, plan));
}

void SensitivityPanel::repair(const Repair& repair) {
  if (const auto tensor = selection_->current()) document_->applySpec({*tensor}, repair.spec);
}

}  // namespace bitwright
