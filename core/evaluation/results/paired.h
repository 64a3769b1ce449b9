// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/stats/interval.h"

namespace bitwright {

struct Scorecard;

/// Two variants on the same samples.
struct PairedResult {
  enum class Metric { top1, agreement, loss };
  std::size_t first = 0;  ///< positions among the variants
  std::size_t second = 0;
  Metric metric = Metric::top1;
  /// top1: share `first` gets right − share `second` does, with Tango's interval; above 0 the first is better.
  /// agreement: the same of the shares of samples on which each predicts what the original does; above 0 the first is
  /// nearer to the original. loss: nats a token of `first` − those of `second`, with the interval over sequences; below
  /// 0 the first is better.
  Interval difference;
  std::optional<double> pValue;  ///< top1, agreement: exact McNemar
  std::int64_t onlyFirst = 0;    ///< likewise: samples the first alone gets right, or agrees on
  std::int64_t onlySecond = 0;
  std::int64_t samples = 0;  ///< images, or sequences

  /// Whether the interval leaves out 0.
  [[nodiscard]] bool separates() const { return difference.low > 0.0 || difference.high < 0.0; }
};

/// Every pair is shown up to so many variants; of more, every pair of that many: the original, and of the others those
/// that no smaller one equals in accuracy (or loss), the most accurate first.
inline constexpr std::size_t kMostPairedVariants = 24;

/// Of two variants by a bit a sample: whether each got it right, or agrees with the original. Both are of the same
/// samples.
[[nodiscard]] PairedResult compareOutcomes(const std::vector<bool>& first, const std::vector<bool>& second);

/// All pairs of those that were measured, in the order of the variants, by every metric that both have. Agreement needs
/// no labels and tells apart on fewer samples, since it hears of every changed prediction; the original takes no part
/// in it.
[[nodiscard]] std::vector<PairedResult> pairedResults(std::span<const Scorecard> variants);

}  // namespace bitwright
