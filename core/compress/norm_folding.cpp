// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/norm_folding.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "core/compress/channel_scaling.h"

namespace bitwright {

namespace {

class Folding {
 public:
  Folding(const Model& model, RewrittenWeights& equalized) : model_(model), equalized_(equalized) {}

  void fold(const BatchNormFold& fold) {
    const auto gamma = valuesOf(fold.factor);
    const auto beta = valuesOf(fold.shift);
    const auto means = valuesOf(fold.mean);
    const auto variances = valuesOf(fold.variance);
    auto weight = valuesOf(fold.weight);
    const auto own = fold.ownBias ? valuesOf(*fold.ownBias) : std::vector<float>(gamma.size(), 0.0F);
    std::vector<double> factors;
    std::vector<float> bias;
    for (std::size_t channel = 0; channel < gamma.size(); ++channel) {
      factors.push_back(static_cast<double>(gamma[channel]) /
                        std::sqrt(static_cast<double>(variances[channel]) + fold.epsilon));
      const double centred = static_cast<double>(own[channel]) - static_cast<double>(means[channel]);
      bias.push_back(static_cast<float>(centred * factors.back() + static_cast<double>(beta[channel])));
    }
    scaleChannels(weight, fold.channels, factors);
    put(equalized_.weights, fold.weight, std::move(weight));
    const auto filled = [&gamma](double value) { return std::vector<float>(gamma.size(), static_cast<float>(value)); };
    put(equalized_.biases, fold.factor, filled(1.0));
    put(equalized_.biases, fold.mean, filled(0.0));
    put(equalized_.biases, fold.variance, filled(1.0 - fold.epsilon));
    put(equalized_.biases, fold.shift, filled(0.0));
    put(equalized_.biases, fold.bias(), std::move(bias));
  }

 private:
  std::vector<float> valuesOf(std::size_t tensor) const {
    for (const auto* known : {&equalized_.weights, &equalized_.biases}) {
      if (const auto found = known->find(tensor); found != known->end()) return *found->second;
    }
    return toFloat(model_.tensors()[tensor]);
  }

  static void put(std::map<std::size_t, RewrittenWeights::Values>& into, std::size_t tensor,
                  std::vector<float> values) {
    into[tensor] = std::make_shared<const std::vector<float>>(std::move(values));
  }

  const Model& model_;
  RewrittenWeights& equalized_;
};

}  // namespace

void foldNorm(const Model& model, const BatchNormFold& fold, RewrittenWeights& equalized) {
  Folding(model, equalized).fold(fold);
}

void foldNorms(const Model& model, std::span<const LayerPlan> plans, RewrittenWeights& equalized) {
  if (std::none_of(plans.begin(), plans.end(), [](const LayerPlan& plan) { return plan.foldsNorm; })) return;
  equalized.norms = batchNormFolds(model);
  std::erase_if(equalized.norms.unfolded, [&](const UnfoldedBatchNorm& kept) { return !plans[kept.weight].foldsNorm; });
  auto& folds = equalized.norms.folds;
  std::erase_if(folds, [&](const BatchNormFold& fold) { return !plans[fold.weight].foldsNorm; });
  std::erase_if(folds, [&](const BatchNormFold& fold) {
    for (const auto tensor : {fold.bias(), fold.factor, fold.shift, fold.mean, fold.variance}) {
      if (plans[tensor].untouched) continue;  // one that is compressed itself stays as it is
      equalized.norms.unfolded.push_back(
          {fold.layer, fold.norm, fold.weight,
           Message(BW_MESSAGE("fold.compressed", "%1 is compressed itself"), {model.tensors()[tensor].tensor})});
      return true;
    }
    return false;
  });
  for (const auto& fold : folds) foldNorm(model, fold, equalized);
  if (folds.empty()) return;
  equalized.warnings.emplace_back(
      BW_MESSAGE("fold.folded", "%1 BatchNormalization nodes were folded into the layers before them"),
      std::vector<MessageArgument>{static_cast<std::int64_t>(folds.size())});
}

}  // namespace bitwright
