// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "core/base/parallel.h"
#include "core/numerics/nearest_level.h"
#include "core/numerics/prefix_sums.h"
#include "core/numerics/weight_values.h"

namespace bitwright {

/// A weight over the scale of its group; a group of zeros has scale 0.
inline float overScale(float weight, float scale) {
  return scale == 0.0F ? weight : weight / scale;
}

/// `take(at, weight over its group's scale, that scale)` for each weight, on several threads; without scales they are
/// all 1.
template <class Take>
void forEachNormalized(const WeightView& weights, const Grouping& scaling, std::span<const float> scales,
                       const Job& job, const Take& take) {
  constexpr float kUnscaled = 1.0F;
  forEachCodeRun(weights, scaling, job, [&](std::int64_t at, const float* values, const GroupRun& run) {
    const float* scale = scales.empty() ? &kUnscaled : scales.data() + run.group;
    const std::int64_t step = scales.empty() ? 0 : run.step;
    for (std::int64_t i = 0; i < run.length; ++i, scale += step) take(at + i, overScale(values[i], *scale), *scale);
  });
}

/// Weights over the scale of their group (none: as they are), ready for k-means. `Item` is float, or WeightedValue
/// where weights of different scale meet: an error of a divided weight is one of `scale` times that in the weight
/// itself, so its square counts (scale / largestScale)² as much. A group of zeros has scale 0, which decodes it to
/// zeros exactly, and no say in the levels.
template <class Item>
void putNormalizedWeights(const WeightView& weights, const Grouping& scaling, std::span<const float> scales,
                          float largestScale, std::span<Item> items, const Job& job) {
  const auto largest = static_cast<double>(largestScale);
  forEachNormalized(weights, scaling, scales, job, [&](std::int64_t at, float divided, float scale) {
    Item& item = items[static_cast<std::size_t>(at)];
    if constexpr (std::is_same_v<Item, float>) {
      item = divided;
    } else {
      const double share = largest > 0.0 ? static_cast<double>(scale) / largest : 1.0;
      item = {divided, static_cast<float>(share * share)};
    }
  });
}

/// The nearest of the levels of each item's table group, one list of rising levels a group.
template <class Item>
void assignNearest(const WeightView& weights, const Grouping& tables, std::span<const Item> items,
                   std::span<const std::vector<float>> levels, CodeArray& codes, const Job& job) {
  const auto count = static_cast<std::int64_t>(items.size());
  std::vector<NearestLevel> nearest;
  nearest.reserve(levels.size());
  for (const auto& group : levels) nearest.emplace_back(group, count / static_cast<std::int64_t>(levels.size()));
  codes.visit([&](auto* out) {
    using Code = std::remove_reference_t<decltype(*out)>;
    parallelFor(job, count, kCodePiece, [&](std::int64_t begin, std::int64_t end) {
      walkCodes(weights, tables, begin, end, [&](std::int64_t at, const GroupRun& run) {
        const NearestLevel* group = nearest.data() + run.group;
        const Item* item = items.data() + at;
        for (std::int64_t i = 0; i < run.length; ++i, group += run.step)
          out[at + i] = static_cast<Code>((*group)(valueOf(item[i])));
      });
    });
  });
}

/// The same where all weights have one table, `levels`: they are divided once more, so that nobody has to keep them.
inline void assignNearest(const WeightView& weights, const Grouping& scaling, std::span<const float> scales,
                          const std::vector<float>& levels, CodeArray& codes, const Job& job) {
  const NearestLevel nearest(levels, weights.codeCount());
  codes.visit([&](auto* out) {
    using Code = std::remove_reference_t<decltype(*out)>;
    forEachNormalized(weights, scaling, scales, job,
                      [&](std::int64_t at, float divided, float) { out[at] = static_cast<Code>(nearest(divided)); });
  });
}

}  // namespace bitwright
