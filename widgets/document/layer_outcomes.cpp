// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document/layer_outcomes.h"

#include <set>
#include <vector>

#include "widgets/document/document.h"

namespace bitwright {

LayerOutcomes::LayerOutcomes(Document* document, QObject* parent) : QObject(parent), document_(document), runner_(tr("Compressing layers")) {
  connect(document, &Document::modelChanged, this, [this] {
    runner_.discard();
    known_.clear();
  });
  connect(document, &Document::recipeChanged, this, &LayerOutcomes::request);
}

std::optional<LayerOutcome> LayerOutcomes::of(std::size_t tensor) const {
  const auto& plans = document_->resolved().layers;
  if (!document_->model() || tensor >= plans.size()) return std::nullopt;
  const auto& plan = plans[tensor];
  if (plan.kept) {
    auto kept = keptOutcome(document_->model()->tensors()[tensor]);
    kept.skipped = plan.reason;
    return kept;
  }
  const auto at = known_.find({tensor, encodingKey(plans, tensor)});
  return at == known_.end() ? std::nullopt : std::optional(at->second);
}

void LayerOutcomes::remember(std::size_t tensor, const std::string& key, const LayerOutcome& outcome) {
  known_[{tensor, key}] = outcome;
  Q_EMIT changed(tensor);
}

void LayerOutcomes::request() {
  const auto model = document_->model();
  const auto& plans = document_->resolved().layers;
  std::vector<std::vector<std::size_t>> missing;  // layers that are encoded together
  std::set<std::size_t> taken;
  for (std::size_t index = 0; index < plans.size(); ++index) {
    if (plans[index].kept || taken.contains(index) || known_.contains({plans[index].tensor, encodingKey(plans, index)})) continue;
    missing.push_back(encodedTogether(plans, index));
    taken.insert(missing.back().begin(), missing.back().end());
  }
  if (!model || missing.empty()) {
    runner_.cancel();
    return;
  }
  runner_.run<void>(
      [this, model, missing, plans](const Job& job, const JobTicket& ticket) -> Result<void> {
        const double count = static_cast<double>(missing.size());
        for (std::size_t i = 0; i < missing.size(); ++i) {
          if (job.stopRequested()) return Failure(cancelledError());
          const double at = static_cast<double>(i);
          auto layers = compressTogether(*model, plans, missing[i], job.part(at / count, (at + 1.0) / count));
          if (!layers) return passOn(layers);
          for (std::size_t k = 0; k < layers->size(); ++k) {
            const auto tensor = (*layers)[k].tensor;
            const auto outcome = outcomeOf(model->tensors()[tensor], (*layers)[k], layers->size());
            ticket.post([this, tensor, key = encodingKey(plans, missing[i][k]), outcome] { remember(tensor, key, outcome); });
          }
        }
        return {};
      },
      [this](Result<void> result) {
        if (!result && result.error().kind != ErrorKind::cancelled) Q_EMIT failed(result.error());
      });
}

}  // namespace bitwright
