// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/radix_sort.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace bitwright {

namespace {

constexpr std::size_t kSmall = 384;  // below, comparing is faster than counting
constexpr unsigned kDigitBits = 11;
constexpr unsigned kDigits = 3;
constexpr std::size_t kBuckets = std::size_t{1} << kDigitBits;

/// Rises with the float: negative numbers have all bits turned, others the sign.
std::uint32_t keyOf(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  return bits ^ ((bits >> 31U) != 0 ? 0xffffffffU : 0x80000000U);
}
std::uint32_t keyOf(const WeightedValue& item) { return keyOf(item.value); }

std::size_t digitOf(std::uint32_t key, unsigned digit) { return (key >> (digit * kDigitBits)) & (kBuckets - 1); }

template <class Item>
void radixSort(std::vector<Item>& items) {
  std::array<std::array<std::uint32_t, kBuckets>, kDigits> counts{};
  for (const Item& item : items) {
    const std::uint32_t key = keyOf(item);
    for (unsigned digit = 0; digit < kDigits; ++digit) ++counts[digit][digitOf(key, digit)];
  }
  std::vector<Item> other(items.size());
  for (unsigned digit = 0; digit < kDigits; ++digit) {
    auto& starts = counts[digit];
    if (starts[digitOf(keyOf(items.front()), digit)] == items.size()) continue;  // one bucket holds all
    std::uint32_t start = 0;
    for (auto& entry : starts) start += std::exchange(entry, start);
    for (const Item& item : items) other[starts[digitOf(keyOf(item), digit)]++] = item;
    items.swap(other);
  }
}

}  // namespace

void sortFloats(std::vector<float>& values) {
  for (float& value : values) value += 0.0F;  // −0 + 0 = +0
  if (values.size() < kSmall) std::sort(values.begin(), values.end());
  else radixSort(values);
}

void sortByValue(std::vector<WeightedValue>& values) {
  for (WeightedValue& item : values) item.value += 0.0F;
  if (values.size() < kSmall) {
    std::stable_sort(values.begin(), values.end(), [](const WeightedValue& a, const WeightedValue& b) { return a.value < b.value; });
  } else {
    radixSort(values);
  }
}

}  // namespace bitwright
