// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/activations/activation_settings.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <tuple>

#include "core/calibration/calibrator.h"
#include "widgets/activations/activation_text.h"
#include "widgets/activations/calibration_run.h"
#include "widgets/controls/elided_label.h"
#include "widgets/controls/segmented_control.h"
#include "widgets/document/document.h"
#include "widgets/text/message_text.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

constexpr ActivationMode kModes[] = {ActivationMode::none, ActivationMode::dynamic, ActivationMode::calibrated,
                                     ActivationMode::float16};

int indexOf(ActivationMode mode) {
  return static_cast<int>(std::find(std::begin(kModes), std::end(kModes), mode) - std::begin(kModes));
}

}  // namespace

ActivationSettings::ActivationSettings(Document* document, CalibrationRun* run, QWidget* parent)
    : QWidget(parent),
      document_(document),
      run_(run),
      mode_(new SegmentedControl(this)),
      calibrator_(new QComboBox(this)),
      calibrate_(new QPushButton(this)),
      target_(new QComboBox(this)),
      fact_(new ElidedLabel(this)),
      data_(new QPushButton(tr("Change…"), this)),
      warning_(new QLabel(this)) {
  mode_->setChoices({tr("Floats"), tr("Dynamic"), tr("Static"), tr("float16")});
  mode_->setToolTips(
      {tr("Values between layers stay floats, but for layers that ask for more"),
       tr("Each layer quantizes what it reads at each inference, by the range of those very values: needs no data, "
          "costs time"),
       tr("By ranges observed beforehand on calibration data and stored in the model"),
       tr("Nothing is quantized: layers compute in float16, which is faster where the processor has kernels for it")});
  mode_->setAccessibleName(tr("When activations are quantized"));
  for (const auto* known : allCalibrators()) {
    calibrator_->addItem(translated(known->name()),
                         QString::fromLatin1(known->id().data(), static_cast<qsizetype>(known->id().size())));
    calibrator_->setItemData(calibrator_->count() - 1, translated(known->description()), Qt::ToolTipRole);
  }
  calibrator_->setAccessibleName(tr("Calibrator"));
  const std::tuple<TargetProcessor, QString, QString> targets[] = {
      {TargetProcessor::thisOne, tr("This computer"),
       tr("Layers that compute in integers are right on the processor of this computer")},
      {TargetProcessor::vnni, tr("Processors with VNNI"),
       tr("AVX512-VNNI, AVX-VNNI or better, and ARM: their sums of products do not overflow")},
      {TargetProcessor::avx2, tr("Processors with AVX2 only"),
       tr("Without VNNI products of 8 bits are added in 16, which overflow: layers whose sums do are written "
          "otherwise")},
      {TargetProcessor::any, tr("Any processor"),
       tr("Layers whose sums can overflow on some processor are written otherwise")}};
  for (const auto& [target, name, help] : targets) {
    target_->addItem(name, static_cast<int>(target));
    target_->setItemData(target_->count() - 1, help, Qt::ToolTipRole);
  }
  target_->setAccessibleName(tr("Runs on"));
  data_->setProperty("role", QStringLiteral("flat"));
  data_->setAccessibleName(tr("Change the calibration data"));
  data_->setToolTip(tr("Choose what ranges are observed on, and how many samples"));
  fact_->setProperty("role", QStringLiteral("label"));
  warning_->setProperty("role", QStringLiteral("warn"));
  warning_->setWordWrap(true);

  auto* first = new QHBoxLayout;
  first->setSpacing(scaled(8));
  first->addWidget(mode_);
  first->addWidget(calibrator_, 1);
  first->addWidget(calibrate_);
  auto* second = new QHBoxLayout;
  second->setSpacing(scaled(4));
  second->addWidget(fact_, 1);
  second->addWidget(data_);
  auto* runsOn = new QLabel(tr("Runs on"), this);
  runsOn->setProperty("role", QStringLiteral("label"));
  second->addSpacing(scaled(8));
  second->addWidget(runsOn);
  second->addWidget(target_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(scaled(4));
  column->addLayout(first);
  column->addLayout(second);
  column->addWidget(warning_);

  connect(mode_, &SegmentedControl::chosen, this, &ActivationSettings::chooseMode);
  connect(calibrator_, &QComboBox::activated, this, &ActivationSettings::chooseCalibrator);
  connect(target_, &QComboBox::activated, this, &ActivationSettings::chooseTarget);
  connect(data_, &QPushButton::clicked, this, &ActivationSettings::dataWanted);
  connect(calibrate_, &QPushButton::clicked, this,
          [this] { run_->runner().isRunning() ? run_->runner().cancel() : run_->start(); });
  for (const auto signal : {&Document::modelChanged, &Document::recipeChanged, &Document::calibrationChanged}) {
    connect(document, signal, this, &ActivationSettings::show);
  }
  for (const auto signal : {&JobRunner::started, &JobRunner::finished})
    connect(&run->runner(), signal, this, &ActivationSettings::show);
  connect(run, &CalibrationRun::valuesChanged, this, &ActivationSettings::show);
  connect(run, &CalibrationRun::stateChanged, this, &ActivationSettings::show);
  show();
}

QString ActivationSettings::dataText() const {
  return fact_->text();
}

QString ActivationSettings::warning() const {
  return warning_->isHidden() ? QString() : warning_->text();
}

void ActivationSettings::chooseMode(int index) {
  auto plan = document_->recipe().activations;
  plan.mode = kModes[index];
  const QString names[] = {tr("Activations: floats"), tr("Activations: dynamic"), tr("Activations: static"),
                           tr("Activations: float16")};
  document_->setActivations(std::move(plan), names[index]);
  show();  // a finished file takes no edit
}

void ActivationSettings::chooseCalibrator(int index) {
  auto plan = document_->recipe().activations;
  plan.calibrator = calibrator_->itemData(index).toString().toStdString();
  document_->setActivations(std::move(plan), tr("Calibrator: %1").arg(calibrator_->itemText(index)));
  show();
}

void ActivationSettings::chooseTarget(int index) {
  auto plan = document_->recipe().activations;
  plan.target = static_cast<TargetProcessor>(target_->itemData(index).toInt());
  document_->setActivations(std::move(plan), tr("Runs on: %1").arg(target_->itemText(index)));
  show();
}

QString ActivationSettings::factText() const {
  if (!document_->model()) return {};
  const QString what = calibrationText(document_->calibration());
  if (run_->runner().isRunning() && run_->observations() == nullptr) return tr("Observing %1").arg(what);
  const auto* observations = run_->observations();
  if (observations == nullptr) return tr("To be observed on %1").arg(what);
  if (run_->isStale()) return tr("Other data are chosen now: calibrate again on %1").arg(what);
  const QString text =
      withThinSpaces(tr("Observed on %Ln sample(s): %1", nullptr, pluralNumber(observations->samples)).arg(what));
  return run_->notes().empty() ? text : tr("%1; %2").arg(text, translated(run_->notes().front()));
}

void ActivationSettings::show() {
  const auto& recipe = document_->recipe();
  const bool open = document_->model() != nullptr;
  const bool editable = open && !document_->isFinishedFile();
  const bool running = run_->runner().isRunning();
  mode_->setCurrent(indexOf(recipe.activations.mode));
  mode_->setEnabled(editable);
  const QSignalBlocker quiet(calibrator_);
  calibrator_->setCurrentIndex(calibrator_->findData(QString::fromStdString(recipe.activations.calibrator)));
  calibrator_->setEnabled(editable);
  calibrator_->setToolTip(calibrator_->currentData(Qt::ToolTipRole).toString());
  const QSignalBlocker still(target_);
  target_->setCurrentIndex(target_->findData(static_cast<int>(recipe.activations.target)));
  target_->setEnabled(editable);
  target_->setToolTip(target_->currentData(Qt::ToolTipRole).toString());
  data_->setEnabled(open && !running);
  calibrate_->setText(running ? tr("Stop") : tr("Calibrate"));
  calibrate_->setEnabled(open);
  calibrate_->setToolTip(
      running ? tr("Stop observing")
              : tr("Run the calibration data through the model and observe every value between its layers"));
  const QString fact = factText();
  fact_->setText(fact);
  fact_->setToolTip(fact);
  const auto saturates = saturationOf(recipe, document_->resolved(), run_->cpuFeatures());
  QString warning = saturates ? translated(*saturates) : QString();
  if (!warning.isEmpty()) warning.replace(0, 1, warning.left(1).toUpper());  // here it stands alone
  warning_->setText(warning);
  warning_->setVisible(saturates.has_value());
}

}  // namespace bitwright
