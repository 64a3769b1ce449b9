// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace bitwright {

/// Finds the nearest of rising levels: exactly, by thresholds halfway between neighbours (a value on a threshold takes
/// the lower code), with a grid over them that leaves few to compare with.
class NearestLevel {
 public:
  /// `levels` are finite and do not fall. `expectedValues`: how many values will be asked for; decides whether a grid
  /// is worth its making.
  NearestLevel(std::span<const float> levels, std::int64_t expectedValues);

  /// Code of a finite value.
  [[nodiscard]] std::uint32_t operator()(float value) const {
    std::uint32_t code = 0;
    auto end = static_cast<std::uint32_t>(thresholds_.size());
    if (!cells_.empty()) {
      const Cell cell = cells_[cellOf(value)];
      code = cell.first;
      end = cell.last;
    }
    while (end - code > kLinear) {
      const std::uint32_t middle = code + (end - code) / 2;
      if (thresholds_[middle] < value)
        code = middle + 1;
      else
        end = middle;
    }
    std::uint32_t above = 0;  // counted rather than searched: nothing to predict
    for (std::uint32_t at = code; at < end; ++at) above += thresholds_[at] < value ? 1U : 0U;
    return code + above;
  }

 private:
  static constexpr std::uint32_t kLinear = 4;
  /// Thresholds before `first` lie below every value of the cell, those from `last` on above.
  struct Cell {
    std::uint16_t first = 0;
    std::uint16_t last = 0;
  };

  /// Rises with the value, whatever is lost to rounding: that is all the cells rely on.
  [[nodiscard]] std::size_t cellOf(float value) const {
    const double at = (static_cast<double>(value) - low_) * cellsPerUnit_;
    if (!(at > 0.0)) return 0;
    return at < lastCell_ ? static_cast<std::size_t>(at) : static_cast<std::size_t>(lastCell_);
  }

  std::vector<float> thresholds_;
  std::vector<Cell> cells_;
  double low_ = 0.0;
  double cellsPerUnit_ = 0.0;
  double lastCell_ = 0.0;
};

}  // namespace bitwright
