// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/search/search_panel.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

#include "widgets/activations/activation_text.h"
#include "widgets/controls/elided_label.h"
#include "widgets/controls/panel_header.h"
#include "widgets/controls/segmented_control.h"
#include "widgets/document/document.h"
#include "widgets/search/front_chart.h"
#include "widgets/search/search_run.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr double kUsualDrop = 0.5;    // percentage points
constexpr double kUsualShare = 0.15;  // of the file's bytes
constexpr double kBytesOfKb = 1000.0;
constexpr int kFewest = 5;
constexpr int kMost = 500;

bool samePoint(const SearchPoint& a, const SearchPoint& b) {
  return a.bytes == b.bytes && a.loss == b.loss;
}

/// On the chart, whose costs rise to the right.
bool comesBehind(const SearchPoint& a, const SearchPoint& b) {
  return a.speedup && b.speedup ? a.speedup->value < b.speedup->value : a.bytes > b.bytes;
}

}  // namespace

SearchPanel::SearchPanel(Document* document, SearchRun* run, QWidget* parent)
    : QWidget(parent),
      document_(document),
      run_(run),
      goals_(new SegmentedControl(this)),
      bound_(new QDoubleSpinBox(this)),
      evaluations_(new QSpinBox(this)),
      start_(new QPushButton(this)),
      fact_(new ElidedLabel(this)),
      data_(new QPushButton(tr("Change…"), this)),
      chart_(new FrontChart(this)),
      point_(new QLabel(this)),
      adopt_(new QPushButton(tr("Add as a variant"), this)) {
  compose();
  connect(goals_, &SegmentedControl::chosen, this, [this](int goal) { setGoal(static_cast<Goal>(goal)); });
  connect(start_, &QPushButton::clicked, this, &SearchPanel::startOrStop);
  connect(data_, &QPushButton::clicked, this, &SearchPanel::dataWanted);
  connect(adopt_, &QPushButton::clicked, this, &SearchPanel::adopt);
  connect(chart_, &FrontChart::chosen, this, [this] {
    byHand_ = true;
    showPoint();
  });
  connect(run, &SearchRun::changed, this, &SearchPanel::takeResult);
  connect(run, &SearchRun::stateChanged, this, &SearchPanel::showState);
  connect(document, &Document::modelChanged, this, &SearchPanel::proposeBound);
  setGoal(LeastBytes);
  takeResult();
}

void SearchPanel::compose() {
  goals_->setChoices({tr("Smallest"), tr("Most accurate"), tr("Fastest")});
  goals_->setToolTips({tr("The smallest file that loses at most so many percentage points of accuracy on these data"),
                       tr("The mix that changes the outputs least in a file of at most so many kilobytes"),
                       tr("The file that runs fastest, by layers that compute in integers, and loses at most so many "
                          "percentage points")});
  goals_->setAccessibleName(tr("What is searched for"));
  bound_->setAccessibleName(tr("Bound"));
  evaluations_->setRange(kFewest, kMost);
  evaluations_->setValue(SearchRequest{}.evaluations);
  evaluations_->setSuffix(tr(" runs"));
  evaluations_->setAccessibleName(tr("Mixes that are run at most"));
  evaluations_->setToolTip(tr("Whole mixes that are run at most; each layer is measured alone besides"));
  data_->setProperty("role", QStringLiteral("flat"));
  data_->setAccessibleName(tr("Change the calibration data"));
  data_->setToolTip(tr("Choose what mixes are judged on, and how many samples"));
  fact_->setProperty("role", QStringLiteral("label"));
  chart_->setAccessibleName(tr("Loss against size of the best mixes"));
  point_->setWordWrap(true);
  adopt_->setToolTip(tr("A variant with this mix, to be compared and exported"));
  adopt_->setAutoDefault(false);

  auto* first = new QHBoxLayout;
  first->addWidget(goals_);
  first->addWidget(bound_);
  first->addWidget(evaluations_);
  first->addStretch(1);
  first->addWidget(start_);
  auto* below = new QHBoxLayout;
  below->setContentsMargins(scaled(14), scaled(8), scaled(14), scaled(10));
  below->setSpacing(scaled(8));
  below->addWidget(point_, 1);
  below->addWidget(adopt_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(controlRows(first, fact_, data_));
  column->addWidget(horizontalRule(this));
  column->addWidget(chart_, 1);
  column->addWidget(horizontalRule(this));
  column->addLayout(below);
}

void SearchPanel::setGoal(Goal goal) {
  goals_->setCurrent(goal);
  proposeBound();
}

void SearchPanel::proposeBound() {
  const bool bytes = goals_->current() == LeastLoss;
  bound_->setDecimals(bytes ? 1 : 2);
  bound_->setSingleStep(bytes ? 1.0 : 0.1);
  const double file = document_->model() ? static_cast<double>(document_->model()->fileBytes()) / kBytesOfKb : 1.0;
  bound_->setRange(bytes ? 0.1 : 0.0, bytes ? std::max(0.1, file) : 100.0);
  bound_->setPrefix(bytes ? tr("in ") : tr("losing "));
  bound_->setSuffix(bytes ? tr(" kB") : tr(" points"));
  bound_->setValue(bytes ? file * kUsualShare : kUsualDrop);
  bound_->setToolTip(bytes ? tr("Bytes of the whole file at most")
                           : tr("Accuracy lost at most, in percentage points; takes data with labels"));
  showState();
}

SearchGoal SearchPanel::goal() const {
  SearchGoal goal;
  if (goals_->current() == LeastLoss)
    goal.maxBytes = static_cast<std::uint64_t>(std::llround(bound_->value() * kBytesOfKb));
  else
    goal.maxDrop = bound_->value() / 100.0;
  goal.fastest = goals_->current() == LeastTime;
  return goal;
}

void SearchPanel::startOrStop() {
  if (run_->runner().isRunning()) return run_->runner().cancel();
  byHand_ = false;
  run_->start(goal(), evaluations_->value());
}

QString SearchPanel::describe(const SearchPoint& point) const {
  const double original = static_cast<double>(document_->model()->fileBytes());
  QStringList parts{
      tr("%1 (%2)").arg(formatBytes(point.bytes), formatRatio(original / static_cast<double>(point.bytes)))};
  if (point.speedup) {
    parts << tr("%1 as fast (%2 to %3)")
                 .arg(formatRatio(point.speedup->value), formatFixed(point.speedup->low, 2),
                      formatFixed(point.speedup->high, 2));
  }
  if (point.kl) parts << tr("KL %1").arg(formatSignificant(*point.kl, 2));
  if (point.agreement) parts << tr("%1 the same prediction").arg(formatPercent(*point.agreement, 1));
  if (point.drop) {
    parts << tr("%1 points lost (%2 to %3)")
                 .arg(formatFixed(100.0 * point.drop->value, 2), formatFixed(100.0 * point.drop->low, 2),
                      formatFixed(100.0 * point.drop->high, 2));
  }
  return parts.join(QStringLiteral(" · "));
}

void SearchPanel::takeResult() {
  const auto* result = run_->result();
  const auto* shown = result != nullptr && result->chosen ? &*result->chosen : nullptr;
  const QString before = byHand_ ? point_->text() : QString();
  shown_ = result != nullptr ? result->front : std::vector<SearchPoint>();
  const bool beside = shown != nullptr && std::none_of(shown_.begin(), shown_.end(),
                                                       [shown](const auto& point) { return samePoint(point, *shown); });
  if (beside)
    shown_.insert(
        std::find_if(shown_.begin(), shown_.end(), [shown](const auto& point) { return comesBehind(point, *shown); }),
        *shown);
  std::vector<FrontChart::Point> points;
  int current = -1;
  bool isClassifier = false;
  for (std::size_t at = 0; at < shown_.size(); ++at) {
    const auto& point = shown_[at];
    isClassifier = point.kl.has_value();
    const double cost = point.speedup ? 1.0 / std::max(0.01, point.speedup->value) : static_cast<double>(point.bytes);
    points.push_back({cost, point.loss, describe(point), !beside || !samePoint(point, *shown)});
    const bool kept = byHand_ ? points.back().text == before : shown != nullptr && samePoint(point, *shown);
    if (kept) current = static_cast<int>(at);
  }
  const bool timed = !shown_.empty() && shown_.front().speedup.has_value();
  chart_->setPoints(std::move(points), timed ? FrontChart::Cost::timeShare : FrontChart::Cost::bytes,
                    isClassifier ? tr("KL divergence") : tr("Noise of the outputs"));
  chart_->setCurrent(current);
  showPoint();
  showState();
}

QString SearchPanel::factText() const {
  if (!document_->model()) return {};
  const auto* result = run_->result();
  const QString what = calibrationText(document_->calibration());
  if (result == nullptr)
    return run_->runner().isRunning() ? tr("Measuring each layer on %1").arg(what)
                                      : tr("To be searched on %1").arg(what);
  if (run_->isStale()) return tr("Other data are chosen now: search again on %1").arg(what);
  const QString mixes = withThinSpaces(tr("%Ln mix(es) run", nullptr, result->evaluations));
  if (run_->runner().isRunning()) return tr("%1 so far, on %2").arg(mixes, what);
  if (!result->chosen) return tr("%1: none of them keeps the bound").arg(mixes);
  return result->stopped ? tr("%1, then stopped; on %2").arg(mixes, what) : tr("%1 on %2").arg(mixes, what);
}

void SearchPanel::showState() {
  const bool open = document_->model() != nullptr;
  const bool running = run_->runner().isRunning();
  start_->setText(running ? tr("Stop") : tr("Search"));
  start_->setEnabled(open);
  start_->setToolTip(running ? tr("Stop; the best found so far stays")
                             : tr("Measure each layer, choose the best mix, run it, and correct it by what was seen"));
  for (auto* control : {static_cast<QWidget*>(goals_), static_cast<QWidget*>(bound_),
                        static_cast<QWidget*>(evaluations_), static_cast<QWidget*>(data_)})
    control->setEnabled(open && !running);
  fact_->setText(factText());
  fact_->setToolTip(fact_->text());
}

void SearchPanel::showPoint() {
  const int current = chart_->current();
  const bool any = current >= 0 && static_cast<std::size_t>(current) < shown_.size();
  point_->setText(any ? describe(shown_[static_cast<std::size_t>(current)])
                      : tr("Every point is a recipe: choose one to add it as a variant."));
  adopt_->setEnabled(any);
}

QString SearchPanel::pointText() const {
  return point_->text();
}

QString SearchPanel::variantName(const SearchPoint& point) const {
  return point.speedup ? tr("%1 as fast").arg(formatRatio(point.speedup->value))
                       : tr("Mix of %1").arg(formatBytes(point.bytes));
}

void SearchPanel::adopt() {
  const int current = chart_->current();
  if (current < 0 || static_cast<std::size_t>(current) >= shown_.size()) return;
  const auto& point = shown_[static_cast<std::size_t>(current)];
  auto recipe = point.recipe;
  recipe.name = variantName(point).toStdString();
  document_->addVariants({std::move(recipe)});
}

}  // namespace bitwright
