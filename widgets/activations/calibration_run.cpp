// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/activations/calibration_run.h"

#include <unordered_map>
#include <utility>

#include "core/calibration/range_table.h"
#include "core/runtime/worker_client.h"
#include "widgets/activations/observation_folder.h"
#include "widgets/document/document.h"

namespace bitwright {
namespace {

constexpr double kObserved = 0.9;  // share of the job after which ranges are chosen

}  // namespace

CalibrationRun::CalibrationRun(Document* document, QObject* parent)
    : QObject(parent),
      document_(document),
      processor_(tr("Processor")),
      runner_(tr("Calibration"), nullptr, JobRunner::everyCore()) {
  connect(document, &Document::modelChanged, this, &CalibrationRun::takeModel);
  connect(document, &Document::recipeChanged, this, &CalibrationRun::followRecipe);
  connect(document, &Document::calibrationChanged, this, &CalibrationRun::stateChanged);
  takeModel();
}

void CalibrationRun::takeModel() {
  runner_.discard();
  observations_.reset();
  chosenBy_.clear();
  notes_.clear();
  values_.clear();
  described_.clear();
  if (document_->model()) described_ = describedActivationTensors(*document_->model());
  for (const auto& value : described_) {
    if (value.fusedActivationOutput.empty()) values_.push_back({value, nullptr, std::nullopt});
  }
  Q_EMIT valuesChanged();
}

std::string CalibrationRun::valueOfLayer(const std::string& layerId) const {
  std::string name;
  for (const auto& value : described_) {  // in the order of the nodes: what a value is clamped to comes behind it
    if (name.empty() ? !layerId.empty() && value.layerId == layerId : value.name == name)
      name = value.fusedActivationOutput.empty() ? value.name : value.fusedActivationOutput;
  }
  return name;
}

bool CalibrationRun::isStale() const {
  return observations_ && observedData_ != document_->calibration();
}

void CalibrationRun::followRecipe() {
  if (document_->recipe().activations.mode != ActivationMode::none) learnProcessor();
  choose();
}

// A calibrator no one knows is told where ranges are asked for.
void CalibrationRun::choose() {
  const auto& plan = document_->recipe().activations;
  if (observations_ && !document_->isFinishedFile() && rangesKey(plan) != chosenBy_ &&
      findCalibrator(plan.calibrator) != nullptr)
    run(observations_);
}

void CalibrationRun::start() {
  if (document_->model()) run(nullptr);
}

void CalibrationRun::run(std::shared_ptr<const Observations> known) {
  const auto model = document_->model();
  const auto& plan = document_->recipe().activations;
  const auto* calibrator = findCalibrator(plan.calibrator);
  const CalibratorOptions options{plan.percentile};
  const auto key = rangesKey(plan);
  if (known) chosenBy_ = key;
  for (auto& value : values_) value.chosen.reset();
  Q_EMIT stateChanged();
  runner_.run<std::vector<Message>>(
      [this, model, id = plan.calibrator, key, calibrator, options, data = document_->calibration(), known](
          const Job& job, const JobTicket& ticket) -> Result<std::vector<Message>> {
        if (calibrator == nullptr)
          return passOn(calibrateModel(model, data, id, options, {}, job));  // which says what is wrong with it
        auto observations = known;
        if (!observations) {
          auto fresh = observeActivations(model, data, {}, observationFolder(), job.part(0.0, kObserved));
          if (!fresh) return passOn(fresh);
          observations = std::make_shared<const Observations>(std::move(*fresh));
          ticket.post([this, observations, data, key] {
            chosenBy_ = key;
            takeObservations(observations, data);
          });
        }
        const auto sink = [this, &ticket](std::size_t at, const ActivationRange& range) {
          ticket.post([this, at, range] { takeRange(at, range); });
        };
        auto calibration =
            calibrate(*observations, *calibrator, {}, options, job.part(known ? 0.0 : kObserved, 1.0), sink);
        if (!calibration) return passOn(calibration);
        auto notes = observations->notes;
        notes.insert(notes.end(), calibration->leftOut.begin(), calibration->leftOut.end());
        return notes;
      },
      [this](Result<std::vector<Message>> result) {
        if (result) {
          notes_ = std::move(*result);
        } else {
          chosenBy_.clear();
          if (result.error().kind != ErrorKind::cancelled) Q_EMIT failed(result.error());
        }
        Q_EMIT stateChanged();
        if (result) choose();  // the calibrator may have become another while the data ran
      });
}

void CalibrationRun::takeObservations(const std::shared_ptr<const Observations>& observations,
                                      const DataRequest& data) {
  observations_ = observations;
  observedData_ = data;
  std::unordered_map<std::string, ActivationTensor> described;
  for (const auto& value : described_) described.emplace(value.name, value);
  std::vector<Value> observed;
  for (const auto& tensor : observations_->tensors) observed.push_back({described[tensor.name], &tensor, std::nullopt});
  values_ = std::move(observed);
  Q_EMIT valuesChanged();
}

void CalibrationRun::takeRange(std::size_t at, const ActivationRange& range) {
  if (at >= values_.size() || values_[at].value.name != range.tensor) return;
  values_[at].chosen = range;
  Q_EMIT rangeChanged(static_cast<int>(at));
}

void CalibrationRun::learnProcessor() {
  if (!cpuFeatures_.empty() || processor_.isRunning()) return;
  processor_.run<RuntimeInfo>([](const Job& job, const JobTicket&) { return runtimeInfo(job); },
                              [this](Result<RuntimeInfo> info) {
                                if (info) cpuFeatures_ = info->cpuFeatures;
                                Q_EMIT stateChanged();
                              });
}

}  // namespace bitwright
