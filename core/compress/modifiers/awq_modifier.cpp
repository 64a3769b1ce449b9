// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/modifiers/awq_modifier.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "core/compress/channel_scaling.h"
#include "core/compress/encode_layers.h"
#include "core/compress/input_scaling.h"

namespace bitwright {

namespace {

constexpr int kAlphas = 20;          // of 0 … 1, as in the paper
constexpr double kLeastRead = 1e-4;  // of the largest: a channel that is hardly read is not blown up

/// A weight that meets the value.
struct Met {
  std::vector<float> original;
  ChannelElements inputs;
  std::size_t tensor = 0;
  double signal = 0.0;  ///< mean square of what it gives, summed over its outputs, channels taken as independent
};

/// √E[x²] to the power of α, their largest and smallest meeting at 1.
std::vector<double> activationFactors(const std::vector<double>& magnitudes, double alpha) {
  std::vector<double> factors;
  for (const double magnitude : magnitudes) factors.push_back(std::pow(magnitude, alpha));
  const auto [least, most] = std::minmax_element(factors.begin(), factors.end());
  const double middle = std::sqrt(*least * *most);
  for (auto& factor : factors) factor /= middle;
  return factors;
}

/// What the codes of the scaled weight change of what its layer gives, ÷ the signal: Σ E[x²] (Q(w · s) ÷ s − w)².
Result<double> codingNoise(const ScalingSite& site, const Met& met, const std::vector<double>& factors,
                           const Job& job) {
  RewrittenWeights rewritten;
  auto scaled = met.original;
  scaleChannels(scaled, met.inputs, factors);
  rewritten.weights.emplace(met.tensor, std::make_shared<const std::vector<float>>(std::move(scaled)));
  auto layers = compressTogether(site.model, site.plans, rewritten, {met.tensor}, job);
  if (!layers) return passOn(layers);
  if (!layers->front().encoded) return 0.0;  // it stays as it is
  auto decoded = layers->front().encoded->decode(job);
  if (job.stopRequested()) return Failure(cancelledError());
  double noise = 0.0;
  forEachRun(met.inputs, [&](std::int64_t channel, std::int64_t element) {
    const auto c = static_cast<std::size_t>(channel);
    double sum = 0.0;
    for (std::int64_t i = element; i < element + met.inputs.run; ++i) {
      const auto at = static_cast<std::size_t>(i);
      const double error = static_cast<double>(decoded[at]) / factors[c] - static_cast<double>(met.original[at]);
      sum += error * error;
    }
    noise += site.statistics.meanSquare[c] * sum;
  });
  return met.signal > 0.0 ? noise / met.signal : 0.0;
}

std::vector<Met> metBy(const ScalingSite& site) {
  std::vector<Met> all;
  for (const auto& weight : site.group.weights) {
    // Layers that are encoded together share one table: no factor is theirs alone.
    if (encodedTogether(site.plans, weight.tensor).size() > 1) continue;
    Met met{toFloat(site.model.tensors()[weight.tensor]), weight.inputs, weight.tensor, 0.0};
    forEachRun(met.inputs, [&](std::int64_t channel, std::int64_t element) {
      for (std::int64_t i = element; i < element + met.inputs.run; ++i) {
        const auto value = static_cast<double>(met.original[static_cast<std::size_t>(i)]);
        met.signal += site.statistics.meanSquare[static_cast<std::size_t>(channel)] * value * value;
      }
    });
    all.push_back(std::move(met));
  }
  return all;
}

Result<SmoothingFactors> chooseScales(const ScalingSite& site, const Job& job) {
  SmoothingFactors best{0.0, std::vector<double>(site.statistics.meanSquare.size(), 1.0), 0.0};
  std::vector<double> magnitudes;
  for (const double square : site.statistics.meanSquare) magnitudes.push_back(std::sqrt(square));
  const double most = *std::max_element(magnitudes.begin(), magnitudes.end());
  if (!std::isfinite(most) || !(most > 0.0)) return best;
  for (auto& magnitude : magnitudes) magnitude = std::max(magnitude, most * kLeastRead);
  const auto met = metBy(site);
  double before = 0.0;
  double least = 0.0;
  for (int at = 0; at < kAlphas; ++at) {
    const double alpha = static_cast<double>(at) / kAlphas;
    job.progress(BW_MESSAGE("awq.phase", "Scaling channels by what is read"), alpha);
    auto factors = activationFactors(magnitudes, alpha);
    double noise = 0.0;
    for (const auto& weight : met) {
      auto own = codingNoise(site, weight, factors, Job(job.stopToken(), {}, job.threads()));
      if (!own) return passOn(own);
      noise += *own;
    }
    if (at == 0) before = least = noise;
    if (!(noise < least)) continue;
    least = noise;
    best = {alpha, std::move(factors), 0.0};
  }
  if (least > 0.0 && least < before) best.gainDb = 10.0 * std::log10(before / least);
  return best;
}

Result<Smoothing> scaleByActivations(const std::shared_ptr<const Model>& model, const Recipe& recipe,
                                     const DataRequest& data, const Job& job) {
  auto scaled = scaleInputs(model, recipe, data, awqModifier(), chooseScales, job);
  if (scaled) scaled->scaled.helpsFloats = true;
  return scaled;
}

}  // namespace

const Modifier& awqModifier() {
  static const Modifier modifier = [] {
    Modifier made{
        "awq",
        BW_MESSAGE("modifier.awq", "AWQ"),
        BW_MESSAGE("modifier.awq.about",
                   "Scales up the weights of channels that a MatMul or Gemm reads large values from, and the channels "
                   "the other way, so that rounding costs less where it counts: no byte more where a normalization in "
                   "front takes the factors, else a Mul; needs calibration data."),
        "Lin et al. 2024, AWQ: Activation-aware Weight Quantization for On-Device LLM Compression and Acceleration",
        {},
        ModifierStage::inputs,
        false,
        true};
    made.smooth = scaleByActivations;
    return made;
  }();
  return modifier;
}

}  // namespace bitwright
