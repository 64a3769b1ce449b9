// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/activation_histogram.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <utility>

#include "core/base/vector_clones.h"

namespace bitwright {

namespace {

constexpr std::size_t kBlock = 2048;  // values whose bins are worked out at once, in registers, before any is counted
constexpr std::size_t kBeforeOverflow =
    (std::size_t{1} << 30U) - kBlock;  // of the counts of one table: low bits of the value at which both are emptied
constexpr std::int32_t kInfinity = 0x7f800000;
constexpr std::int32_t kMagnitude = 0x7fffffff;

/// Integers in the order of the floats they are the bits of; its own inverse. Least and greatest of integers are worked
/// out many at a time, those of floats are not, for the sake of NaN.
std::int32_t ordered(std::int32_t bits) {
  return bits ^ ((bits >> 31) & kMagnitude);
}

float fromOrdered(std::int32_t key) {
  return std::bit_cast<float>(ordered(key)) + 0.0F;  // −0 becomes 0
}

/// Of limit, for values of at most this magnitude.
int exponentFor(float magnitude) {
  int exponent = 0;
  if (magnitude == 0.0F) return ActivationHistogram::kLeastExponent;
  std::frexp(magnitude, &exponent);  // magnitude < 2^exponent
  return std::max(exponent, ActivationHistogram::kLeastExponent);
}

/// Of up to kBlock values.
struct BlockSummary {
  std::int32_t least = std::numeric_limits<std::int32_t>::max();
  std::int32_t greatest = std::numeric_limits<std::int32_t>::min();
  std::int32_t zeros = 0;
  std::int32_t infinite = 0;
};

BW_VECTOR_CLONES BlockSummary summarizeBlock(const float* values, std::size_t size) {
  constexpr auto kMost = std::numeric_limits<std::int32_t>::max();
  constexpr auto kLeast = std::numeric_limits<std::int32_t>::min();
  std::int32_t least = kMost;
  std::int32_t greatest = kLeast;
  std::int32_t zeros = 0;
  std::int32_t infinite = 0;
  for (std::size_t at = 0; at < size; ++at) {
    const auto bits = std::bit_cast<std::int32_t>(values[at]);
    const auto magnitude = bits & kMagnitude;
    const auto key = ordered(bits);
    const std::int32_t beyond = magnitude < kInfinity ? 0 : -1;  // all bits where it is not finite
    least = std::min(least, (key & ~beyond) | (kMost & beyond));
    greatest = std::max(greatest, (key & ~beyond) | (kLeast & beyond));
    zeros += magnitude == 0 ? 1 : 0;
    infinite -= beyond;
  }
  return {least, greatest, zeros, infinite};
}

/// A magnitude times a power of two is exact, or too small to be 1: cut to a whole number it is the bin, whatever limit
/// was when it came.
BW_VECTOR_CLONES void binsOf(const float* finite, std::size_t size, float binsPerUnit, std::int32_t half,
                             std::int32_t* bins) {
  for (std::size_t at = 0; at < size; ++at) {
    const float value = finite[at];
    const auto magnitude = static_cast<std::int32_t>(std::abs(value) * binsPerUnit);
    bins[at] = half + (value < 0.0F ? -1 - magnitude : magnitude);
  }
}

template <class T>
void append(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// What stands in front of the counts of a histogram's bytes.
struct Head {
  std::int32_t exponent = 0;
  std::int32_t first = 0;  ///< bin whose count comes first
  float min = 0.0F;
  float max = 0.0F;
  std::int64_t count = 0;
  std::int64_t zeros = 0;
  std::int64_t nonFinite = 0;
};
static_assert(sizeof(Head) == 40);

}  // namespace

void ValueSummary::merge(const ValueSummary& other) {
  min = std::min(min, other.min);
  max = std::max(max, other.max);
  count += other.count;
  zeros += other.zeros;
  nonFinite += other.nonFinite;
}

ValueSummary summarize(std::span<const float> values) {
  std::int32_t least = std::numeric_limits<std::int32_t>::max();
  std::int32_t greatest = std::numeric_limits<std::int32_t>::min();
  ValueSummary summary;
  for (std::size_t begin = 0; begin < values.size(); begin += kBlock) {
    const auto block = summarizeBlock(values.data() + begin, std::min(values.size() - begin, kBlock));
    least = std::min(least, block.least);
    greatest = std::max(greatest, block.greatest);
    summary.zeros += block.zeros;
    summary.nonFinite += block.infinite;
  }
  summary.count = static_cast<std::int64_t>(values.size()) - summary.nonFinite;
  if (summary.count > 0) {
    summary.min = fromOrdered(least);
    summary.max = fromOrdered(greatest);
  }
  return summary;
}

void ActivationHistogram::add(std::span<const float> values, const ValueSummary& summary) {
  summary_.merge(summary);
  if (summary.count == 0) return;
  widenTo(exponentFor(std::max(std::abs(summary.min), std::abs(summary.max))));
  if (summary.nonFinite == 0) return count(values);
  std::array<float, kBlock> finite;
  std::size_t kept = 0;
  for (const float value : values) {
    if (!std::isfinite(value)) continue;
    finite[kept++] = value;
    if (kept == finite.size()) count(std::span(finite).first(std::exchange(kept, 0)));
  }
  count(std::span(finite).first(kept));
}

void ActivationHistogram::merge(const ActivationHistogram& other) {
  summary_.merge(other.summary_);
  if (other.counts_.empty()) return;
  if (counts_.empty()) {
    counts_ = other.counts_;
    exponent_ = other.exponent_;
    return;
  }
  widenTo(other.exponent_);
  const auto addCounts = [this](const std::vector<std::int64_t>& counts) {
    for (std::size_t bin = 0; bin < kBins; ++bin) counts_[bin] += counts[bin];
  };
  if (other.exponent_ == exponent_) return addCounts(other.counts_);
  ActivationHistogram wider = other;
  wider.widenTo(exponent_);
  addCounts(wider.counts_);
}

void ActivationHistogram::widenTo(int exponent) {
  if (counts_.empty()) {
    counts_.resize(kBins);
    exponent_ = exponent;
    return;
  }
  if (exponent <= exponent_) return;
  const auto shift =
      static_cast<unsigned>(std::min(exponent - exponent_, 12));  // from 2^12 = kHalf on all fall into the innermost
  std::vector<std::int64_t> wider(kBins);
  for (std::size_t bin = 0; bin < kHalf; ++bin) {
    wider[kHalf + (bin >> shift)] += counts_[kHalf + bin];
    wider[kHalf - 1 - (bin >> shift)] += counts_[kHalf - 1 - bin];
  }
  counts_ = std::move(wider);
  exponent_ = exponent;
}

/// Equal values behind one another, as the zeros a Relu leaves, would wait for each other's count: neighbours count in
/// two tables, which are added up at the end where that is little beside the counting.
void ActivationHistogram::count(std::span<const float> finite) {
  const float binsPerUnit = std::ldexp(1.0F, 12 - exponent_);
  static_assert(kHalf == 1U << 12U);
  const bool inTurns = finite.size() >= 4 * kBins;
  std::vector<std::int32_t> even(inTurns ? kBins : 0);
  std::vector<std::int32_t> odd(even.size());
  std::array<std::int32_t, kBlock> bins;
  for (std::size_t begin = 0; begin < finite.size(); begin += kBlock) {
    const std::size_t size = std::min(finite.size() - begin, kBlock);
    binsOf(finite.data() + begin, size, binsPerUnit, static_cast<std::int32_t>(kHalf), bins.data());
    if (inTurns && size == kBlock) {
      for (std::size_t at = 0; at < kBlock; at += 2) {
        ++even[static_cast<std::size_t>(bins[at])];
        ++odd[static_cast<std::size_t>(bins[at + 1])];
      }
    } else {
      for (std::size_t at = 0; at < size; ++at) ++counts_[static_cast<std::size_t>(bins[at])];
    }
    if ((begin & kBeforeOverflow) == kBeforeOverflow) flush(even, odd);
  }
  flush(even, odd);
}

void ActivationHistogram::flush(std::vector<std::int32_t>& even, std::vector<std::int32_t>& odd) {
  for (std::size_t bin = 0; bin < even.size(); ++bin) counts_[bin] += std::int64_t{even[bin]} + odd[bin];
  std::fill(even.begin(), even.end(), 0);
  std::fill(odd.begin(), odd.end(), 0);
}

double ActivationHistogram::limit() const {
  return std::ldexp(1.0, exponent_);
}

std::vector<std::int64_t> ActivationHistogram::magnitudes() const {
  std::vector<std::int64_t> counts;
  for (std::size_t bin = 0; bin < kHalf && !counts_.empty(); ++bin)
    counts.push_back(counts_[kHalf + bin] + counts_[kHalf - 1 - bin]);
  return counts;
}

double ActivationHistogram::edge(std::size_t bin) const {
  return (static_cast<double>(bin) - static_cast<double>(kHalf)) * binWidth();
}

std::string ActivationHistogram::toBytes() const {
  const auto holds = [](std::int64_t count) { return count != 0; };
  const auto first = std::find_if(counts_.begin(), counts_.end(), holds);
  const auto last = std::find_if(counts_.rbegin(), counts_.rend(), holds).base();
  std::string bytes;
  append(bytes, Head{exponent_, static_cast<std::int32_t>(first - counts_.begin()), summary_.min, summary_.max,
                     summary_.count, summary_.zeros, summary_.nonFinite});
  for (auto at = first; at < last; ++at) append(bytes, *at);
  return bytes;
}

std::optional<ActivationHistogram> ActivationHistogram::fromBytes(ByteView bytes) {
  if (bytes.size() < sizeof(Head) || (bytes.size() - sizeof(Head)) % sizeof(std::int64_t) != 0) return std::nullopt;
  const auto head = loadUnaligned<Head>(bytes.data());
  bytes = bytes.subspan(sizeof(Head));
  const std::size_t held = bytes.size() / sizeof(std::int64_t);
  ActivationHistogram histogram;
  histogram.summary_ = {head.min, head.max, head.count, head.zeros, head.nonFinite};
  if (head.count == 0) {
    const bool plain = held == 0 && head.zeros == 0 && head.nonFinite >= 0 && head.exponent == kLeastExponent;
    histogram.summary_ = {};
    histogram.summary_.nonFinite = head.nonFinite;
    return plain ? std::optional(histogram) : std::nullopt;
  }
  const bool sound = std::isfinite(head.min) && std::isfinite(head.max) && head.min <= head.max && head.zeros >= 0 &&
                     head.zeros <= head.count && head.nonFinite >= 0 &&
                     head.exponent == exponentFor(std::max(std::abs(head.min), std::abs(head.max))) &&
                     head.first >= 0 && held <= kBins && static_cast<std::size_t>(head.first) <= kBins - held;
  if (!sound) return std::nullopt;
  histogram.exponent_ = head.exponent;
  histogram.counts_.resize(kBins);
  std::int64_t left = head.count;
  for (std::size_t at = 0; at < held; ++at) {
    const auto count = loadUnaligned<std::int64_t>(bytes.data() + at * sizeof(std::int64_t));
    if (count < 0 || count > left) return std::nullopt;
    histogram.counts_[static_cast<std::size_t>(head.first) + at] = count;
    left -= count;
  }
  if (left != 0) return std::nullopt;
  return histogram;
}

}  // namespace bitwright
