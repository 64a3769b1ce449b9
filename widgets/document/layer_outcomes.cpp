// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document/layer_outcomes.h"

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
  const auto at = known_.find({tensor, plan.spec.text()});
  return at == known_.end() ? std::nullopt : std::optional(at->second);
}

void LayerOutcomes::remember(std::size_t tensor, const std::string& specText, const LayerOutcome& outcome) {
  known_[{tensor, specText}] = outcome;
  Q_EMIT changed(tensor);
}

void LayerOutcomes::request() {
  const auto model = document_->model();
  std::vector<LayerPlan> missing;
  for (const auto& plan : document_->resolved().layers) {
    if (!plan.kept && !known_.contains({plan.tensor, plan.spec.text()})) missing.push_back(plan);
  }
  if (!model || missing.empty()) {
    runner_.cancel();
    return;
  }
  runner_.run<void>(
      [this, model, missing](const Job& job, const JobTicket& ticket) -> Result<void> {
        const double count = static_cast<double>(missing.size());
        for (std::size_t i = 0; i < missing.size(); ++i) {
          if (job.stopRequested()) return Failure(cancelledError());
          const double at = static_cast<double>(i);
          auto layer = compressLayer(*model, missing[i], job.part(at / count, (at + 1.0) / count));
          if (!layer) return passOn(layer);
          ticket.post([this, tensor = missing[i].tensor, text = missing[i].spec.text(),
                       outcome = outcomeOf(model->tensors()[missing[i].tensor], *layer)] { remember(tensor, text, outcome); });
        }
        return {};
      },
      [this](Result<void> result) {
        if (!result && result.error().kind != ErrorKind::cancelled) Q_EMIT failed(result.error());
      });
}

}  // namespace bitwright
