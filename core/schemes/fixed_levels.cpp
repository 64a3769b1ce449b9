// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/fixed_levels.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>

#include "core/base/parallel.h"
#include "core/encoding/grouping.h"
#include "core/numerics/group_values.h"
#include "core/numerics/nearest_level.h"
#include "core/numerics/weight_values.h"
#include "core/schemes/rounding.h"
#include "core/schemes/storage_precision.h"

namespace bitwright {

Result<EncodedTensor> encodeToLevels(const WeightView& weights, std::vector<float> levels, const Grouping& grouping,
                                     std::vector<float> scales, int bits, const Job& job, StoredFloat scaleWidth) {
  const std::int64_t count = weights.codeCount();
  EncodedTensor tensor = weights.unencoded();
  EncodedTerm term;
  term.codes = CodeArray(bits, count);
  term.tableGroups = Grouping::wholeTensor(weights.elementCount());
  term.scaleGroups = grouping;
  const NearestLevel nearest(levels, count);
  const std::uint32_t ofZero = nearest(0.0F);
  const bool finished =
      forEachCodeRun(weights, grouping, job, [&](std::int64_t at, const float* values, const GroupRun& run) {
        const float* scale = scales.data() + run.group;
        for (std::int64_t i = 0; i < run.length; ++i, scale += run.step) {
          term.codes.set(at + i, *scale == 0.0F ? ofZero : nearest(values[i] / *scale));
        }
      });
  if (!finished) return Failure(cancelledError());
  const auto levelCount = static_cast<std::int64_t>(levels.size());
  term.levels =
      TableLevels{std::make_shared<const Codebook>(Codebook{StoredFloat::float32, 1, levelCount, std::move(levels)})};
  term.scales = std::move(scales);
  term.scaleWidth = scaleWidth;
  tensor.terms.push_back(std::move(term));
  return tensor;
}

FixedLevelsScheme::FixedLevelsScheme(const SchemeText& text, std::vector<Parameter> ownParameters,
                                     const std::string& granularity, std::int64_t block)
    : text_(text), parameters_(std::move(ownParameters)) {
  parameters_.push_back(granularityParameter(granularity));
  parameters_.push_back(blockParameter(block));
  parameters_.push_back(scalesParameter());
  parameters_.push_back(roundingParameter());
}

Result<std::vector<EncodedTensor>> FixedLevelsScheme::encode(std::span<const WeightView> group,
                                                             const ParameterValues& values, const Job& job) const {
  const std::vector<float> table = levels(values);
  const int bits = std::max(1, static_cast<int>(std::bit_width(table.size() - 1)));
  std::vector<EncodedTensor> tensors;
  for (const WeightView& weights : group) {
    if (auto finite = checkFinite(weights, job); !finite) return passOn(finite);
    const Grouping grouping = groupingOf(weights, values);
    std::vector<float> scales(static_cast<std::size_t>(grouping.groupCount()));
    const bool finished = forEachGroup(weights, grouping, job, [&](std::int64_t index, std::span<const float> members) {
      constexpr double kLargest = std::numeric_limits<float>::max();
      scales[static_cast<std::size_t>(index)] = static_cast<float>(std::min(scale(members, values), kLargest));
    });
    if (!finished) return Failure(cancelledError());
    const StoredFloat width = storeScales(scales, choiceOf(values, "scales"));
    auto tensor = encodeToLevels(weights, table, grouping, std::move(scales), bits, job, width);
    if (!tensor) return passOn(tensor);
    roundAs(*tensor, weights, values, job);
    tensors.push_back(std::move(*tensor));
  }
  return tensors;
}

double largestMagnitude(std::span<const float> weights) {
  double largest = 0.0;
  for (const float weight : weights) largest = std::max(largest, std::abs(static_cast<double>(weight)));
  return largest;
}

double meanMagnitude(std::span<const float> weights) {
  double sum = 0.0;
  for (const float weight : weights) sum += std::abs(static_cast<double>(weight));
  return weights.empty() ? 0.0 : sum / static_cast<double>(weights.size());
}

}  // namespace bitwright
