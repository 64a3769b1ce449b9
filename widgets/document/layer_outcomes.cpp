// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document/layer_outcomes.h"

#include <algorithm>
#include <vector>

#include "core/compress/encode_layers.h"
#include "core/compress/rewrite_weights.h"
#include "widgets/document/document.h"

namespace bitwright {

LayerOutcomes::LayerOutcomes(Document* document, QObject* parent)
    : QObject(parent), document_(document), runner_(tr("Compressing layers")) {
  connect(document, &Document::modelChanged, this, [this] {
    runner_.discard();
    known_.clear();
    numbers_.clear();
    encodings_ = {};
  });
  connect(document, &Document::recipeChanged, this, &LayerOutcomes::request);
}

std::optional<LayerOutcome> LayerOutcomes::of(std::size_t tensor) const {
  const auto& plans = document_->resolved().layers;
  if (!document_->model() || tensor >= plans.size()) return std::nullopt;
  const auto& plan = plans[tensor];
  if (plan.untouched) {
    auto kept = keptOutcome(document_->model()->tensors()[tensor]);
    kept.skipped = plan.reason;
    return kept;
  }
  const auto at = known_.find({tensor, encodings().keys[tensor]});
  return at == known_.end() ? std::nullopt : std::optional(at->second);
}

void LayerOutcomes::remember(std::size_t tensor, const std::string& key, const LayerOutcome& outcome) {
  keep(tensor, numberOf(key), outcome);
}

void LayerOutcomes::keep(std::size_t tensor, KeyNumber key, const LayerOutcome& outcome) {
  known_[{tensor, key}] = outcome;
  Q_EMIT changed(tensor);
}

LayerOutcomes::KeyNumber LayerOutcomes::numberOf(const std::string& key) const {
  return numbers_.try_emplace(key, numbers_.size()).first->second;
}

const LayerOutcomes::Encodings& LayerOutcomes::encodings() const {
  const auto& plans = document_->resolved().layers;
  if (encodings_.of == document_->resolvedNumber() && encodings_.keys.size() == plans.size()) return encodings_;
  encodings_ = {document_->resolvedNumber(), std::vector<KeyNumber>(plans.size()), {}};
  std::vector<bool> taken(plans.size(), false);
  for (std::size_t index = 0; index < plans.size(); ++index) {
    if (plans[index].untouched || taken[index]) continue;
    auto together = encodedTogether(plans, index);
    const auto number = numberOf(encodingKey(plans, index));
    for (const auto at : together) {
      taken[at] = true;
      encodings_.keys[at] = number;
    }
    encodings_.together.push_back(std::move(together));
  }
  return encodings_;
}

void LayerOutcomes::request() {
  const auto model = document_->model();
  const auto& plans = document_->resolved().layers;
  std::vector<std::vector<std::size_t>> missing;  // layers that are encoded together
  for (const auto& together : encodings().together) {
    const bool known = std::all_of(together.begin(), together.end(), [&](std::size_t at) {
      return known_.contains({plans[at].tensor, encodings().keys[at]});
    });
    if (!known) missing.push_back(together);
  }
  if (!model || missing.empty()) {
    runner_.cancel();
    return;
  }
  runner_.run<void>(
      [this, model, missing, plans, keys = encodings().keys](const Job& job, const JobTicket& ticket) -> Result<void> {
        const double count = static_cast<double>(missing.size());
        auto rewritten = rewriteWeights(*model, plans, job.part(0.0, 0.0));
        if (!rewritten) return passOn(rewritten);
        for (std::size_t i = 0; i < missing.size(); ++i) {
          if (job.stopRequested()) return Failure(cancelledError());
          const double at = static_cast<double>(i);
          auto layers =
              compressTogether(*model, plans, *rewritten, missing[i], job.part(at / count, (at + 1.0) / count));
          if (!layers) return passOn(layers);
          for (std::size_t k = 0; k < layers->size(); ++k) {
            const auto tensor = (*layers)[k].tensor;
            const auto outcome = outcomeOf(model->tensors()[tensor], (*layers)[k], layers->size());
            ticket.post([this, tensor, key = keys[missing[i][k]], outcome] { keep(tensor, key, outcome); });
          }
        }
        return {};
      },
      [this](Result<void> result) {
        if (!result && result.error().kind != ErrorKind::cancelled) Q_EMIT failed(result.error());
      });
}

}  // namespace bitwright
