// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/bytes.h"

namespace bitwright {

/// Extremes and counts of a number of values. Those that are not finite are counted apart and take no other part.
struct ValueSummary {
  float min =
      std::numeric_limits<float>::infinity();  ///< of the finite values, exact, never −0; infinity where there are none
  float max = -std::numeric_limits<float>::infinity();  ///< likewise
  std::int64_t count = 0;                               ///< finite values
  std::int64_t zeros = 0;                               ///< of `count`, of either sign
  std::int64_t nonFinite = 0;

  void merge(const ValueSummary& other);
  friend bool operator==(const ValueSummary&, const ValueSummary&) = default;
};

[[nodiscard]] ValueSummary summarize(std::span<const float> values);

/// Counts of a stream of values in bounded memory, 64 KiB however many come. The bins are equally wide and lie over
/// (−limit, limit), limit being the least power of two that is beyond every magnitude so far (and at least
/// 2^kLeastExponent). Where a larger value comes, limit is doubled and each two neighbouring bins become one, which is
/// exact: so the counts depend on which values came, not on their order or on how they were shared out between
/// histograms that were merged.
///
/// Bin kHalf + k holds values in [k·width, (k + 1)·width), bin kHalf − 1 − k those in (−(k + 1)·width, −k·width], −0
/// counting as 0: magnitudes of either sign fall alike, and |x| has its counts in `magnitudes()`.
class ActivationHistogram {
 public:
  static constexpr std::size_t kHalf = 4096;  ///< bins for each sign
  static constexpr std::size_t kBins = 2 * kHalf;
  static constexpr int kLeastExponent = -110;

  void add(std::span<const float> values) { add(values, summarize(values)); }
  /// The same where `summary` of these values is known.
  void add(std::span<const float> values, const ValueSummary& summary);
  void merge(const ActivationHistogram& other);

  [[nodiscard]] const ValueSummary& summary() const { return summary_; }
  [[nodiscard]] bool empty() const { return summary_.count == 0; }
  [[nodiscard]] double limit() const;
  [[nodiscard]] double binWidth() const { return limit() / static_cast<double>(kHalf); }
  /// kBins of them, from the most negative on; empty where no finite value came.
  [[nodiscard]] std::span<const std::int64_t> counts() const { return counts_; }
  /// kHalf counts of |x|; empty where no finite value came.
  [[nodiscard]] std::vector<std::int64_t> magnitudes() const;
  /// Where bin 0 … kBins begins; exact.
  [[nodiscard]] double edge(std::size_t bin) const;

  /// Little-endian; as many bytes as there are bins between the outermost that hold something.
  [[nodiscard]] std::string toBytes() const;
  /// Nothing where `bytes` are no histogram.
  [[nodiscard]] static std::optional<ActivationHistogram> fromBytes(ByteView bytes);

  friend bool operator==(const ActivationHistogram&, const ActivationHistogram&) = default;

 private:
  void widenTo(int exponent);
  void count(std::span<const float> finite);
  /// Adds both tables up and empties them.
  void flush(std::vector<std::int32_t>& even, std::vector<std::int32_t>& odd);

  ValueSummary summary_;
  int exponent_ = kLeastExponent;  // of limit
  std::vector<std::int64_t> counts_;
};

}  // namespace bitwright
