// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/group_values.h"

#include <algorithm>

#include "core/base/parallel.h"
#include "core/numerics/weight_values.h"

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

GroupMembers::GroupMembers(const WeightView& weights, const Grouping& grouping) : grouping_(grouping) {
  if (!weights.positions) return;
  const std::int64_t count = weights.codeCount();
  begins_.assign(static_cast<std::size_t>(grouping.groupCount()) + 1, 0);
  walkCodes(weights, grouping, 0, count, [&](std::int64_t, const GroupRun& run) {
    begins_[static_cast<std::size_t>(run.group) + 1] += static_cast<std::size_t>(run.length);
  });
  for (std::size_t group = 1; group < begins_.size(); ++group) begins_[group] += begins_[group - 1];
  order_.resize(static_cast<std::size_t>(count));
  auto next = begins_;
  walkCodes(weights, grouping, 0, count, [&](std::int64_t at, const GroupRun& run) {
    auto& to = next[static_cast<std::size_t>(run.group)];
    for (std::int64_t i = 0; i < run.length; ++i) order_[to++] = at + i;
  });
}

std::int64_t GroupMembers::size(std::int64_t group) const {
  if (begins_.empty()) return groupBox(grouping_, group).size();
  const auto at = static_cast<std::size_t>(group);
  return static_cast<std::int64_t>(begins_[at + 1] - begins_[at]);
}

bool forEachGroup(const WeightView& weights, const Grouping& grouping, const Job& job,
                  const std::function<void(std::int64_t, std::span<const float>)>& take) {
  const std::int64_t count = weights.codeCount();
  const std::int64_t groups = count == 0 ? 0 : grouping.groupCount();
  const std::int64_t grain =
      groups == 0 ? 1 : std::max<std::int64_t>(1, kWeightsAtOnce / std::max<std::int64_t>(1, count / groups));
  const GroupMembers members(weights, grouping);
  return parallelFor(job, groups, grain, [&](std::int64_t begin, std::int64_t end) {
    std::vector<float> values;
    for (std::int64_t group = begin; group < end; ++group) {
      values.resize(static_cast<std::size_t>(members.size(group)));
      auto out = std::span(values);
      members.forEachRow(group, [&](std::int64_t weight, std::int64_t width) {
        readWeights(weights, weight, out.first(static_cast<std::size_t>(width)));
        out = out.subspan(static_cast<std::size_t>(width));
      });
      if (!values.empty()) take(group, values);
    }
  });
}

}  // namespace bitwright
