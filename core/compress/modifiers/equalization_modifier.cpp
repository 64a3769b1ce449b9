// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/modifiers/equalization_modifier.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/compress/channel_scaling.h"
#include "core/compress/rewritten_weights.h"
#include "core/graph/equalization_pairs.h"
#include "core/recipe/recipe.h"

namespace bitwright {

namespace {

constexpr int kMostSweeps = 50;
constexpr double kSettled = 1e-3;       // relative change of a factor below which a sweep changes nothing worth another
constexpr double kLargestFactor = 1e3;  // of one step: a channel that is nearly zero is not blown up at once

using Weights = std::map<std::size_t, std::vector<float>>;

std::vector<float> largestMagnitudes(const std::vector<float>& values, const ChannelElements& at) {
  std::vector<float> largest(static_cast<std::size_t>(at.groups * at.channels), 0.0F);
  forEachRun(at, [&](std::int64_t channel, std::int64_t element) {
    float most = largest[static_cast<std::size_t>(channel)];
    for (std::int64_t i = element; i < element + at.run; ++i) {
      const float magnitude = std::abs(values[static_cast<std::size_t>(i)]);
      most = std::isnan(most) || magnitude <= most ? most : magnitude;  // NaN stays
    }
    largest[static_cast<std::size_t>(channel)] = most;
  });
  return largest;
}

/// One a channel: the first is divided by it and the second multiplied.
std::vector<double> factorsOf(const std::vector<float>& first, const std::vector<float>& second) {
  std::vector<double> factors(first.size(), 1.0);
  for (std::size_t channel = 0; channel < first.size(); ++channel) {
    const double ratio = static_cast<double>(first[channel]) / static_cast<double>(second[channel]);
    if (!(first[channel] > 0.0F) || !(second[channel] > 0.0F) || !std::isfinite(ratio) || !(ratio > 0.0)) continue;
    factors[channel] = std::clamp(std::sqrt(ratio), 1.0 / kLargestFactor, kLargestFactor);
  }
  return factors;
}

double farthest(const std::vector<double>& factors) {
  double most = 0.0;
  for (const double factor : factors) most = std::max(most, std::abs(std::log(factor)));
  return most;
}

std::vector<EqualizationPair> askedFor(const Model& model, std::span<const LayerPlan> plans) {
  const auto asks = [&](std::size_t tensor) {
    return plans[tensor].has(equalizationModifier()) && !plans[tensor].untouched;
  };
  if (std::none_of(plans.begin(), plans.end(), [&](const LayerPlan& plan) { return asks(plan.tensor); })) return {};
  auto pairs = equalizationPairs(model);
  std::erase_if(pairs, [&](const EqualizationPair& pair) {
    return !asks(pair.first) || !asks(pair.second) ||
           (pair.bias && !plans[*pair.bias].untouched);  // a bias that is compressed itself stays as it is
  });
  return pairs;
}

Result<void> equalize(const Model& model, std::span<const LayerPlan> plans, RewrittenWeights& rewritten,
                      const Job& job) {
  const auto pairs = askedFor(model, plans);
  Weights weights;
  Weights biases;
  for (const auto& pair : pairs) {
    for (const auto tensor : {pair.first, pair.second}) {
      if (!weights.contains(tensor)) weights.emplace(tensor, rewritten.floatsOf(model.tensors()[tensor]));
    }
    if (pair.bias) biases.emplace(*pair.bias, toFloat(model.tensors()[*pair.bias]));
    if (job.stopRequested()) return Failure(cancelledError());
  }
  for (int sweep = 0; sweep < kMostSweeps; ++sweep) {
    double moved = 0.0;
    for (const auto& pair : pairs) {
      auto& first = weights.at(pair.first);
      auto& second = weights.at(pair.second);
      auto factors =
          factorsOf(largestMagnitudes(first, pair.firstChannels), largestMagnitudes(second, pair.secondChannels));
      scaleChannels(second, pair.secondChannels, factors);
      moved = std::max(moved, farthest(factors));
      for (auto& factor : factors) factor = 1.0 / factor;
      scaleChannels(first, pair.firstChannels, factors);
      if (pair.bias) scaleChannels(biases.at(*pair.bias), {1, 1, pair.channels(), 1}, factors);
      if (job.stopRequested()) return Failure(cancelledError());
    }
    if (moved < kSettled) break;
  }
  for (auto& [tensor, values] : weights)
    rewritten.weights.insert_or_assign(tensor, std::make_shared<const std::vector<float>>(std::move(values)));
  for (auto& [tensor, values] : biases)
    rewritten.biases.insert_or_assign(tensor, std::make_shared<const std::vector<float>>(std::move(values)));
  std::int64_t alone = 0;
  std::string firstAlone;
  std::int64_t otherTypes = 0;
  std::string firstOther;
  for (const auto& plan : plans) {
    if (!plan.has(equalizationModifier()) || plan.untouched || rewritten.weights.contains(plan.tensor)) continue;
    const auto& tensor = model.tensors()[plan.tensor];
    const bool other = tensor.type != DataType::float32;
    if ((other ? otherTypes : alone)++ == 0) (other ? firstOther : firstAlone) = tensor.id;
  }
  if (otherTypes > 0) {
    rewritten.warnings.emplace_back(
        BW_MESSAGE("equalization.type", "not equalized: %1 layers, the first %2: only float32 weights are"),
        std::vector<MessageArgument>{otherTypes, firstOther});
  }
  if (alone > 0) {
    rewritten.warnings.emplace_back(BW_MESSAGE("equalization.alone",
                                               "not equalized: %1 layers, the first %2: no layer that asks for it too "
                                               "stands next to them with only a ReLU or "
                                               "pooling between"),
                                    std::vector<MessageArgument>{alone, firstAlone});
  }
  if (!pairs.empty()) rewritten.betweenLayers = true;
  return {};
}

}  // namespace

const Modifier& equalizationModifier() {
  static const Modifier modifier = [] {
    Modifier made{
        "equalization",
        BW_MESSAGE("modifier.equalization", "Equalization"),
        BW_MESSAGE(
            "modifier.equalization.about",
            "Moves scale between a layer and the next until each channel fills the same range in both, before "
            "they are stored: no byte more and "
            "no data, "
            "much gained with one range a tensor; only between layers that both have it, with a ReLU, pooling or "
            "nothing between them."),
        "Nagel et al. 2019, Data-Free Quantization Through Weight Equalization and Bias Correction",
        {},
        ModifierStage::model};
    made.rewrite = equalize;
    return made;
  }();
  return modifier;
}

}  // namespace bitwright
