// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/radix_sort.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "core/base/parallel.h"

namespace bitwright {

namespace {

constexpr std::size_t kSmall = 384;                       // below, comparing is faster than counting
constexpr std::size_t kInPlace = std::size_t{1} << 22;    // above, a second copy would be too large
constexpr std::int64_t kStretch = std::int64_t{1} << 19;  // items that are worth a thread
constexpr unsigned kDigitBits = 11;
constexpr unsigned kDigits = 3;
constexpr std::size_t kBuckets = std::size_t{1} << kDigitBits;

/// Rises with the float: negative numbers have all bits turned, others the sign.
std::uint32_t keyOf(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  return bits ^ ((bits >> 31U) != 0 ? 0xffffffffU : 0x80000000U);
}
std::uint32_t keyOf(const WeightedValue& item) {
  return keyOf(item.value);
}

std::size_t digitOf(std::uint32_t key, unsigned digit) {
  return (key >> (digit * kDigitBits)) & (kBuckets - 1);
}

/// `visit` each index, looking at the stop flag often enough for whoever waits; what a stopped job leaves half done is
/// thrown away.
template <class Visit>
void inPieces(std::int64_t begin, std::int64_t end, const Job& job, const Visit& visit) {
  constexpr std::int64_t kPiece = std::int64_t{1} << 17;
  for (std::int64_t from = begin; from < end && !job.stopRequested(); from += kPiece) {
    const std::int64_t to = std::min(end, from + kPiece);
    for (std::int64_t i = from; i < to; ++i) visit(static_cast<std::size_t>(i));
  }
}

using Counts = std::array<std::size_t, kBuckets>;

void toPlaces(Counts& counts) {
  std::size_t place = 0;
  for (auto& entry : counts) place += std::exchange(entry, place);
}

/// All digits are counted in one pass: what is counted does not depend on the order.
template <class Item>
void sortAlone(std::vector<Item>& items, const Job& job) {
  std::array<Counts, kDigits> counts{};
  const auto count = static_cast<std::int64_t>(items.size());
  inPieces(0, count, job, [&](std::size_t i) {
    const std::uint32_t key = keyOf(items[i]);
    for (unsigned digit = 0; digit < kDigits; ++digit) ++counts[digit][digitOf(key, digit)];
  });
  std::vector<Item> other(items.size());
  for (unsigned digit = 0; digit < kDigits; ++digit) {
    Counts& places = counts[digit];
    if (places[digitOf(keyOf(items.front()), digit)] == items.size()) continue;  // one bucket holds all
    toPlaces(places);
    inPieces(0, count, job, [&](std::size_t i) { other[places[digitOf(keyOf(items[i]), digit)]++] = items[i]; });
    if (job.stopRequested()) return;
    items.swap(other);
  }
}

/// Stretches of the items are counted apart, and each scattered to its own places behind those of the stretches before
/// it: the same order however many there are.
template <class Item>
void sortTogether(std::vector<Item>& items, std::int64_t stretches, const Job& job) {
  const auto count = static_cast<std::int64_t>(items.size());
  const std::int64_t stretch = (count + stretches - 1) / stretches;
  std::vector<Counts> places(static_cast<std::size_t>(stretches));
  std::vector<Item> other(items.size());
  for (unsigned digit = 0; digit < kDigits; ++digit) {
    for (Counts& counts : places) counts.fill(0);
    parallelFor(job, count, stretch, [&](std::int64_t begin, std::int64_t end) {
      Counts& counts = places[static_cast<std::size_t>(begin / stretch)];
      inPieces(begin, end, job, [&](std::size_t i) { ++counts[digitOf(keyOf(items[i]), digit)]; });
    });
    std::size_t place = 0;
    for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
      for (Counts& counts : places) place += std::exchange(counts[bucket], place);
    }
    const bool finished = parallelFor(job, count, stretch, [&](std::int64_t begin, std::int64_t end) {
      Counts& next = places[static_cast<std::size_t>(begin / stretch)];
      inPieces(begin, end, job, [&](std::size_t i) {
        const Item item = items[i];
        other[next[digitOf(keyOf(item), digit)]++] = item;
      });
    });
    if (!finished || job.stopRequested()) return;
    items.swap(other);
  }
}

using Bounds = std::pair<std::size_t, std::size_t>;  // of indices; the second is behind it

/// Parts items by a digit where they are: each one that is met goes to the end of its bucket's sorted part, and what
/// stood there is next. Returns the buckets that hold two items or more.
template <class Item>
std::vector<Bounds> partInPlace(std::vector<Item>& items, Bounds range, unsigned digit, const Job& job) {
  Counts next{};
  inPieces(static_cast<std::int64_t>(range.first), static_cast<std::int64_t>(range.second), job,
           [&](std::size_t i) { ++next[digitOf(keyOf(items[i]), digit)]; });
  if (job.stopRequested()) return {};
  toPlaces(next);
  std::vector<Bounds> buckets;
  Counts ends{};
  for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
    next[bucket] += range.first;
    ends[bucket] = bucket + 1 < kBuckets ? range.first + next[bucket + 1] : range.second;
    if (ends[bucket] - next[bucket] > 1) buckets.emplace_back(next[bucket], ends[bucket]);
  }
  for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
    while (next[bucket] < ends[bucket]) {
      if ((next[bucket] & 0xffffU) == 0 && job.stopRequested()) return {};
      Item item = items[next[bucket]];
      for (auto at = digitOf(keyOf(item), digit); at != bucket; at = digitOf(keyOf(item), digit))
        std::swap(item, items[next[at]++]);
      items[next[bucket]++] = item;
    }
  }
  return buckets;
}

/// Most significant digit first and in place, until what is left of a bucket is small: beside the items there are no
/// more than kInPlace others a thread.
template <class Item>
void sortInPlace(std::vector<Item>& items, const Job& job) {
  std::vector<Bounds> small;
  std::vector<Bounds> large{{0, items.size()}};
  for (unsigned digit = kDigits; digit-- > 0 && !large.empty();) {
    std::vector<Bounds> parted;
    for (const Bounds& range : large) {
      for (const Bounds& bucket : partInPlace(items, range, digit, job))
        (bucket.second - bucket.first > kInPlace ? parted : small).push_back(bucket);
      if (job.stopRequested()) return;
    }
    large = std::move(parted);  // behind the last digit: one value each
  }
  parallelFor(job, static_cast<std::int64_t>(small.size()), 1, [&](std::int64_t begin, std::int64_t) {
    const auto [from, to] = small[static_cast<std::size_t>(begin)];
    const auto part = std::span(items).subspan(from, to - from);
    std::vector<Item> own(part.begin(), part.end());
    sortAlone(own, job);
    std::copy(own.begin(), own.end(), part.begin());
  });
}

template <class Item>
void radixSort(std::vector<Item>& items, const Job& job) {
  if (items.size() > kInPlace) return sortInPlace(items, job);
  const auto stretches = std::min<std::int64_t>(static_cast<std::int64_t>(items.size()) / kStretch, job.threads());
  if (stretches < 2)
    sortAlone(items, job);
  else
    sortTogether(items, stretches, job);
}

}  // namespace

void sortFloats(std::vector<float>& values, const Job& job) {
  for (float& value : values) value += 0.0F;  // −0 + 0 = +0
  if (values.size() < kSmall)
    std::sort(values.begin(), values.end());
  else
    radixSort(values, job);
}

void sortByValue(std::vector<WeightedValue>& values, const Job& job) {
  for (WeightedValue& item : values) item.value += 0.0F;
  if (values.size() < kSmall) {
    std::stable_sort(values.begin(), values.end(),
                     [](const WeightedValue& a, const WeightedValue& b) { return a.value < b.value; });
  } else {
    radixSort(values, job);
  }
}

}  // namespace bitwright
