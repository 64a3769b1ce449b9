// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/smoothing_factors.h"

#include <algorithm>
#include <cmath>

#include "core/compress/channel_scaling.h"

namespace bitwright {

namespace {

constexpr double kLevels = 255.0;
constexpr double kWeightLevels = 127.0;
constexpr double kLeast = 1e-5;  // of the largest: a dead channel is not blown up
constexpr double kFarthest = 1e4;
constexpr int kSteps = 10;

/// Of a weight by input and output channel.
struct WeightTable {
  std::vector<double> square;   ///< Σ over output channels, one an input channel
  std::vector<double> largest;  ///< one an input channel
  std::vector<float> values;    ///< [inputs, outputs]
  std::size_t outputs = 0;
};

WeightTable tableOf(const MetWeight& weight) {
  WeightTable table;
  const auto& at = weight.inputs;
  table.outputs = static_cast<std::size_t>(at.rows * at.run);
  table.values.resize(weight.values.size());
  table.square.assign(static_cast<std::size_t>(at.channels), 0.0);
  table.largest.assign(static_cast<std::size_t>(at.channels), 0.0);
  std::vector<std::size_t> filled(static_cast<std::size_t>(at.channels), 0);
  forEachRun(at, [&](std::int64_t channel, std::int64_t element) {
    const auto c = static_cast<std::size_t>(channel);
    for (std::int64_t i = element; i < element + at.run; ++i) {
      const float value = weight.values[static_cast<std::size_t>(i)];
      table.values[c * table.outputs + filled[c]++] = value;
      table.square[c] += static_cast<double>(value) * static_cast<double>(value);
      table.largest[c] = std::max(table.largest[c], static_cast<double>(std::abs(value)));
    }
  });
  return table;
}

/// Noise ÷ signal of what the layers give, summed over them.
double noiseOf(const ChannelStatistics& value, const std::vector<WeightTable>& weights,
               const std::vector<double>& factors) {
  double low = 0.0;
  double high = 0.0;
  for (std::size_t c = 0; c < factors.size(); ++c) {
    low = std::min(low, static_cast<double>(value.lowest[c]) / factors[c]);
    high = std::max(high, static_cast<double>(value.highest[c]) / factors[c]);
  }
  const double step = (high - low) / kLevels;
  double sum = 0.0;
  for (const auto& weight : weights) {
    double signal = 0.0;
    double noise = 0.0;
    double read = 0.0;  // mean square of all that a weight's rounding meets
    std::vector<double> largest(weight.outputs, 0.0);
    for (std::size_t c = 0; c < factors.size(); ++c) {
      const double scaled = value.meanSquare[c] / (factors[c] * factors[c]);
      signal += weight.square[c] * value.meanSquare[c];
      noise += std::min(step * step / 12.0, scaled) * weight.square[c] * factors[c] * factors[c];
      read += scaled;
      for (std::size_t j = 0; j < weight.outputs; ++j) {
        largest[j] =
            std::max(largest[j], std::abs(static_cast<double>(weight.values[c * weight.outputs + j])) * factors[c]);
      }
    }
    for (const double most : largest) noise += read * (most / kWeightLevels) * (most / kWeightLevels) / 12.0;
    if (signal > 0.0) sum += noise / signal;
  }
  return sum;
}

std::vector<double> factorsFor(double alpha, const std::vector<double>& read, const std::vector<double>& met) {
  std::vector<double> factors(read.size(), 1.0);
  double logs = 0.0;
  for (std::size_t c = 0; c < read.size(); ++c) {
    factors[c] = std::pow(read[c], alpha) / std::pow(met[c], 1.0 - alpha);
    logs += std::log(factors[c]);
  }
  const double mean = std::exp(logs / static_cast<double>(read.size()));
  for (auto& factor : factors) factor = std::clamp(factor / mean, 1.0 / kFarthest, kFarthest);
  return factors;
}

void raiseSmall(std::vector<double>& values) {
  const double most = *std::max_element(values.begin(), values.end());
  for (auto& value : values) value = std::max(value, most * kLeast);
}

}  // namespace

SmoothingFactors smoothingFactors(const ChannelStatistics& value, std::span<const MetWeight> weights) {
  const auto channels = value.lowest.size();
  SmoothingFactors best{0.0, std::vector<double>(channels, 1.0), 0.0};
  std::vector<double> read(channels, 0.0);
  std::vector<double> met(channels, 0.0);
  std::vector<WeightTable> tables;
  for (const auto& weight : weights) tables.push_back(tableOf(weight));
  for (std::size_t c = 0; c < channels; ++c) {
    read[c] = static_cast<double>(std::max(std::abs(value.lowest[c]), std::abs(value.highest[c])));
    for (const auto& table : tables) met[c] = std::max(met[c], table.largest[c]);
  }
  const auto sound = [](const std::vector<double>& list) {
    return std::all_of(list.begin(), list.end(), [](double each) { return std::isfinite(each); }) &&
           std::any_of(list.begin(), list.end(), [](double each) { return each > 0.0; });
  };
  if (!sound(read) || !sound(met)) return best;
  raiseSmall(read);
  raiseSmall(met);
  const double before = noiseOf(value, tables, best.factors);
  double least = before;
  for (int at = 1; at <= kSteps; ++at) {
    const double alpha = static_cast<double>(at) / kSteps;
    auto factors = factorsFor(alpha, read, met);
    const double noise = noiseOf(value, tables, factors);
    if (!(noise < least)) continue;
    least = noise;
    best = {alpha, std::move(factors), 0.0};
  }
  if (least > 0.0 && least < before) best.gainDb = 10.0 * std::log10(before / least);
  return best;
}

}  // namespace bitwright
