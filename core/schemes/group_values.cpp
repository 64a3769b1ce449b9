// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/group_values.h"

#include <algorithm>

#include "core/base/parallel.h"
#include "core/schemes/weight_values.h"

namespace bitwright {

namespace {

constexpr std::int64_t kWeightsAtOnce = 1 << 16;

}  // namespace

GroupBox groupBox(const Grouping& grouping, std::int64_t group) {
  const auto& [kind, outer, extent, inner, blockSize] = grouping;
  switch (kind) {
    case Grouping::Kind::tensor:
      return {0, 1, 0, 1, 0, outer * extent * inner};
    case Grouping::Kind::channel:
      return {group * inner, outer, extent * inner, 1, 0, inner};
    case Grouping::Kind::block: {
      const std::int64_t blocks = (extent + blockSize - 1) / blockSize;
      const std::int64_t row = group / inner / blocks;
      const std::int64_t first = group / inner % blocks * blockSize;
      const std::int64_t length = std::min(blockSize, extent - first);
      const std::int64_t begin = (row * extent + first) * inner + group % inner;
      if (inner == 1) return {begin, 1, 0, 1, 0, length};
      return {begin, 1, 0, length, inner, 1};
    }
  }
  return {};
}

bool forEachGroup(const WeightView& weights, const Grouping& grouping, const Job& job,
                  const std::function<void(std::int64_t, std::span<const float>)>& take) {
  const std::int64_t count = weights.elementCount();
  const std::int64_t groups = count == 0 ? 0 : grouping.groupCount();
  const std::int64_t grain = groups == 0 ? 1 : std::max<std::int64_t>(1, kWeightsAtOnce / std::max<std::int64_t>(1, count / groups));
  return parallelFor(job, groups, grain, [&](std::int64_t begin, std::int64_t end) {
    std::vector<float> values;
    for (std::int64_t group = begin; group < end; ++group) {
      const GroupBox box = groupBox(grouping, group);
      values.resize(static_cast<std::size_t>(box.size()));
      auto out = std::span(values);
      box.forEachRow([&](std::int64_t element, std::int64_t width) {
        readWeights(weights, element, out.first(static_cast<std::size_t>(width)));
        out = out.subspan(static_cast<std::size_t>(width));
      });
      if (!values.empty()) take(group, values);
    }
  });
}

}  // namespace bitwright
