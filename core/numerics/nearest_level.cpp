// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/nearest_level.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bitwright {

namespace {

constexpr std::size_t kMostCells = 4096;

/// The largest float not above the middle of two floats: for floats, `x > middle` and `x > this` are the same.
float thresholdBetween(float low, float high) {
  const double middle = 0.5 * (static_cast<double>(low) + static_cast<double>(high));
  const auto rounded = static_cast<float>(middle);
  return static_cast<double>(rounded) > middle ? std::nextafter(rounded, -std::numeric_limits<float>::infinity())
                                               : rounded;
}

}  // namespace

NearestLevel::NearestLevel(std::span<const float> levels, std::int64_t expectedValues) {
  for (std::size_t i = 1; i < levels.size(); ++i) thresholds_.push_back(thresholdBetween(levels[i - 1], levels[i]));
  if (thresholds_.size() <= kLinear || !(thresholds_.front() < thresholds_.back())) return;
  const auto cells = std::min(kMostCells, static_cast<std::size_t>(std::max<std::int64_t>(0, expectedValues)) / 4);
  if (cells < 2 * thresholds_.size()) return;

  low_ = thresholds_.front();
  cellsPerUnit_ = static_cast<double>(cells - 1) / (static_cast<double>(thresholds_.back()) - low_);
  lastCell_ = static_cast<double>(cells - 1);
  std::vector<std::uint16_t> inCell(cells);
  cells_.resize(cells);
  for (const float threshold : thresholds_) ++inCell[cellOf(threshold)];
  std::uint16_t below = 0;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    cells_[cell].first = below;
    below = static_cast<std::uint16_t>(below + inCell[cell]);
    cells_[cell].last = below;
  }
}

}  // namespace bitwright
