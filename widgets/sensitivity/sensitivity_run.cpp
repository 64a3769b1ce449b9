// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sensitivity/sensitivity_run.h"

#include <utility>

#include "core/search/measure_sensitivity.h"
#include "widgets/activations/observation_folder.h"
#include "widgets/document/document.h"
#include "widgets/sensitivity/repairs.h"

namespace bitwright {

SensitivityRun::SensitivityRun(Document* document, QObject* parent)
    : QObject(parent), document_(document), runner_(tr("Sensitivity"), nullptr, JobRunner::everyCore()) {
  connect(document, &Document::modelChanged, this, &SensitivityRun::forget);
  connect(document, &Document::calibrationChanged, this, &SensitivityRun::stateChanged);
  connect(&runner_, &JobRunner::started, this, &SensitivityRun::stateChanged);
  connect(&runner_, &JobRunner::finished, this, &SensitivityRun::stateChanged);
}

void SensitivityRun::forget() {
  runner_.discard();
  take(nullptr);
}

void SensitivityRun::take(const std::shared_ptr<const Sensitivity>& result) {
  result_ = result;
  candidates_ = result_ ? completeTexts(*result_) : std::vector<std::string>();
  places_.assign(document_->model() ? document_->model()->tensors().size() : 0, -1);
  for (std::size_t at = 0; result_ && at < result_->layers.size(); ++at)
    places_[result_->layers[at].tensor] = static_cast<int>(at);
  Q_EMIT changed();
}

const LayerSensitivity* SensitivityRun::of(std::size_t tensor) const {
  if (!result_ || tensor >= places_.size() || places_[tensor] < 0) return nullptr;
  return &result_->layers[static_cast<std::size_t>(places_[tensor])];
}

const LayerScore* SensitivityRun::inUse(std::size_t tensor) const {
  const auto* layer = of(tensor);
  const auto& plans = document_->resolved().layers;
  if (layer == nullptr || tensor >= plans.size() || layer->scores.size() != result_->candidates.size()) return nullptr;
  const auto candidate = candidateInUse(candidates_, plans[tensor]);
  return candidate ? &layer->scores[*candidate] : nullptr;
}

bool SensitivityRun::isStale() const {
  return result_ && data_ != document_->calibration();
}

void SensitivityRun::start() {
  if (!document_->model()) return;
  SensitivityRequest request;
  request.model = document_->model();
  request.candidates = candidatesFor(document_->resolved());
  request.data = document_->calibration();
  request.resultsIn = observationFolder();
  data_ = request.data;
  runner_.run<std::shared_ptr<const Sensitivity>>(
      [this, request](const Job& job, const JobTicket& ticket) -> Result<std::shared_ptr<const Sensitivity>> {
        const auto arrived = [this, &ticket](const Sensitivity& sensitivity) {
          ticket.post([this, soFar = std::make_shared<const Sensitivity>(sensitivity)] { take(soFar); });
        };
        auto result = measureSensitivity(request, job, arrived);
        if (!result) return passOn(result);
        return std::make_shared<const Sensitivity>(std::move(*result));
      },
      [this](Result<std::shared_ptr<const Sensitivity>> result) {
        if (result)
          take(*result);
        else if (result.error().kind != ErrorKind::cancelled)
          Q_EMIT failed(result.error());
      });
  take(nullptr);
}

}  // namespace bitwright
