// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/encoding/encoded_tensor.h"
#include "core/stats/histogram.h"
#include "core/stats/moments.h"

namespace bitwright {

/// What the horizontal axis counts.
enum class AxisUnit {
  weight,        ///< the weights as they are
  groupMaximum,  ///< each weight divided by the largest magnitude of its channel or block
  groupRange,    ///< … by the range its scheme gives its channel or block
};

/// One value weights decode to, in axis units, and how many do.
struct Level {
  double value = 0.0;
  std::int64_t count = 0;
};

/// decoded − original over a narrow piece of the axis, in axis units.
struct ErrorColumn {
  double value = 0.0;  ///< the piece's centre
  double lowest = 0.0;
  double mean = 0.0;
  double highest = 0.0;
};

/// A piece of the axis.
struct ValueRange {
  double minimum = 0.0;
  double maximum = 0.0;

  [[nodiscard]] double width() const { return maximum - minimum; }
  friend bool operator==(const ValueRange&, const ValueRange&) = default;
};

/// What lies on a piece of the axis, ready to draw: at most 512 bins, 64 levels and 512 error columns, however large
/// the layer.
struct PictureBins {
  Histogram original;
  std::vector<Level> levels;  ///< rising; empty where there are more than 64 or groups have levels of their own
  Histogram decoded;          ///< drawn where there are no levels
  Histogram after;            ///< what the weights become, on the bins of `original`; empty where nothing is compressed
  std::vector<std::int64_t> outliers;  ///< weights beyond 5σ, on the bins of `original`; empty where the layer has none
  std::vector<ErrorColumn> error;
};

/// All a histogram shows of one layer; its bins are those of the whole axis.
struct LayerPicture : PictureBins {
  Moments moments;
  AxisUnit unit = AxisUnit::weight;
  Grouping::Kind groups = Grouping::Kind::tensor;  ///< what `unit` divides by
  bool compressed = false;
  std::int64_t levelCount =
      0;  ///< also where they are too many to draw; 0 where groups have levels of their own or each weight its float
  std::int64_t prunedCount = 0;  ///< weights that pruning made zero; neither in `levels` nor in `decoded`
  double smallestKept = 0.0;     ///< least magnitude of the others before they are encoded, in axis units
};

/// Bins that suit this many values: few for few, 512 at most.
[[nodiscard]] int binsFor(std::int64_t count);

/// The layer before anything is chosen. `values` are its weights.
[[nodiscard]] LayerPicture pictureOf(std::span<const float> values, const Moments& moments, const Job& job);
/// The layer with what `encoded` makes of it. Everything the window draws is computed here, off its thread.
[[nodiscard]] LayerPicture pictureOf(std::span<const float> values, const Moments& moments,
                                     const EncodedTensor& encoded, const Job& job);
/// A piece of either's axis, in finer bins. `encoded` may be null. Stopped on the way: empty.
[[nodiscard]] PictureBins detailOf(std::span<const float> values, const Moments& moments, const EncodedTensor* encoded,
                                   const ValueRange& range, const Job& job);

}  // namespace bitwright
