// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/encoding/weight_view.h"

namespace bitwright {

/// Where a group lies in a row-major tensor: `outerCount` times, `outerStride` apart, `rows` rows, `rowStride` apart,
/// of `width` elements.
struct GroupBox {
  std::int64_t begin = 0;
  std::int64_t outerCount = 1;
  std::int64_t outerStride = 0;
  std::int64_t rows = 1;
  std::int64_t rowStride = 0;
  std::int64_t width = 1;

  [[nodiscard]] std::int64_t size() const { return outerCount * rows * width; }
  /// Calls `take(element, width)` for each row, in the order they lie in memory.
  template <class Take>
  void forEachRow(const Take& take) const {
    for (std::int64_t outer = 0; outer < outerCount; ++outer) {
      for (std::int64_t row = 0; row < rows; ++row) take(begin + outer * outerStride + row * rowStride, width);
    }
  }
};
[[nodiscard]] GroupBox groupBox(const Grouping& grouping, std::int64_t group);

/// Which weights belong to which group, of a tensor pruned or not.
class GroupMembers {
 public:
  GroupMembers(const WeightView& weights, const Grouping& grouping);

  [[nodiscard]] std::int64_t size(std::int64_t group) const;
  /// Calls `take(weight, width)` for stretches of neighbouring weights, in the order they lie in memory.
  template <class Take>
  void forEachRow(std::int64_t group, const Take& take) const {
    if (begins_.empty()) return groupBox(grouping_, group).forEachRow(take);
    const auto at = static_cast<std::size_t>(group);
    for (std::size_t i = begins_[at]; i < begins_[at + 1]; ++i) take(order_[i], std::int64_t{1});
  }

 private:
  Grouping grouping_;
  std::vector<std::size_t> begins_;  ///< pruned: where each group's weights begin in order_, and the end
  std::vector<std::int64_t> order_;
};

/// Hands out the weights of each group as contiguous float32, in the order they lie in memory, on several threads at
/// once: `take(group, values)`. Groups without weights are left out. False where the job was stopped.
bool forEachGroup(const WeightView& weights, const Grouping& grouping, const Job& job,
                  const std::function<void(std::int64_t group, std::span<const float> values)>& take);

}  // namespace bitwright
