// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// Counts depend on the values alone, not on their order nor on who counted them, and are those that plain counting
// gives.
#include "core/stats/activation_histogram.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <vector>

using namespace bitwright;

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

using Values = std::vector<float>;

std::map<std::string, Values> madeValues() {
  std::mt19937 random(7);
  std::normal_distribution<float> normal(0.0F, 1.0F);
  std::cauchy_distribution<float> cauchy(0.0F, 1.0F);
  std::uniform_real_distribution<float> exponent(-126.0F, 127.9F);
  std::map<std::string, Values> made;
  for (int at = 0; at < 20'000; ++at) {
    const float value = normal(random);
    made["normal"].push_back(value);
    made["relu"].push_back(std::max(value, 0.0F));
    made["heavy tails"].push_back(cauchy(random));
    made["every magnitude"].push_back(std::copysign(std::exp2(exponent(random)), value));
    made["rising"].push_back(std::exp2(0.005F * static_cast<float>(at)) - 1.0F);
    made["not all finite"].push_back(at % 7 == 0 ? kNan : at % 11 == 0 ? -kInfinity : at % 13 == 0 ? kInfinity : value);
    made["tiny"].push_back(value * 1e-36F);
    made["denormal"].push_back(value * 1e-42F);
    made["powers of two"].push_back(std::copysign(std::ldexp(1.0F, at % 40 - 20), value));
  }
  made["constant"] = Values(5000, 3.7F);
  made["zeros of both signs"] = {0.0F, -0.0F, 0.0F};
  made["one value"] = {-2.5F};
  made["the largest"] = {std::numeric_limits<float>::max(), std::numeric_limits<float>::lowest(), 1.0F, 0.0F};
  made["nothing finite"] = {kNan, kInfinity, -kInfinity};
  made["nothing"] = {};
  return made;
}

/// As the header says it, value by value, in long double.
std::vector<std::int64_t> countedPlainly(const Values& values, double& limit) {
  limit = std::ldexp(1.0, ActivationHistogram::kLeastExponent);
  for (const float value : values) {
    while (std::isfinite(value) && std::abs(static_cast<double>(value)) >= limit) limit *= 2.0;
  }
  const long double width = static_cast<long double>(limit) / 4096.0L;
  std::vector<std::int64_t> counts(8192);
  for (const float value : values) {
    if (!std::isfinite(value)) continue;
    const auto bin = static_cast<int>(std::floor(std::abs(static_cast<long double>(value)) / width));
    ++counts[static_cast<std::size_t>(value < 0.0F ? 4095 - bin : 4096 + bin)];
  }
  return counts;
}

/// In pieces of random sizes, each to one of `lanes` histograms, which are merged at the end.
ActivationHistogram inLanes(const Values& values, std::size_t lanes, std::mt19937& random) {
  std::vector<ActivationHistogram> parts(lanes);
  for (std::size_t at = 0; at < values.size();) {
    const auto size = std::min<std::size_t>(values.size() - at, 1 + random() % 5000);
    parts[random() % lanes].add(std::span(values).subspan(at, size));
    at += size;
  }
  ActivationHistogram whole;
  for (const auto& part : parts) whole.merge(part);
  return whole;
}

}  // namespace

TEST_CASE("countsAsOneWouldByHand") {
  for (const auto& entry : madeValues()) {
    const auto& name = entry.first;
    const auto& values = entry.second;
    ActivationHistogram histogram;
    histogram.add(values);
    double limit = 0.0;
    const auto expected = countedPlainly(values, limit);
    Values finite;
    std::copy_if(values.begin(), values.end(), std::back_inserter(finite),
                 [](float value) { return std::isfinite(value); });
    const auto& summary = histogram.summary();
    REQUIRE_MESSAGE(summary.count == static_cast<std::int64_t>(finite.size()), name);
    REQUIRE_MESSAGE(summary.nonFinite == static_cast<std::int64_t>(values.size() - finite.size()), name);
    REQUIRE_MESSAGE(summary.zeros == std::count(values.begin(), values.end(), 0.0F), name);
    if (finite.empty()) {
      REQUIRE_MESSAGE((histogram.empty() && histogram.counts().empty() && histogram.magnitudes().empty()), name);
      continue;
    }
    REQUIRE_MESSAGE(histogram.limit() == limit, name);
    REQUIRE_MESSAGE(std::ranges::equal(histogram.counts(), expected), name);
    const auto [least, greatest] = std::minmax_element(finite.begin(), finite.end());
    REQUIRE_MESSAGE((summary.min == *least && summary.max == *greatest), name);
    REQUIRE_MESSAGE((!std::signbit(summary.min) || summary.min < 0.0F), name);
    for (std::size_t bin = 0; bin < 4096; ++bin)
      REQUIRE_MESSAGE(histogram.magnitudes()[bin] == expected[4096 + bin] + expected[4095 - bin], name);
  }
}

TEST_CASE("edgesAreWhereBinsBegin") {
  ActivationHistogram histogram;
  histogram.add(Values{-3.0F, 5.0F});
  REQUIRE(histogram.limit() == 8.0);
  REQUIRE(histogram.binWidth() == 8.0 / 4096.0);
  REQUIRE(histogram.edge(0) == -8.0);
  REQUIRE(histogram.edge(4096) == 0.0);
  REQUIRE(histogram.edge(8192) == 8.0);
  REQUIRE(histogram.counts()[4096 + 2560] == 1);  // 5 begins a bin
  REQUIRE(histogram.counts()[4095 - 1536] == 1);  // so does −3, on its side
}

TEST_CASE("neitherOrderNorSplitMatters") {
  std::mt19937 random(3);
  for (auto& entry : madeValues()) {
    auto& name = entry.first;
    auto& values = entry.second;
    ActivationHistogram reference;
    reference.add(values);
    for (std::size_t lanes = 1; lanes <= 5; ++lanes) {
      auto shuffled = values;
      std::shuffle(shuffled.begin(), shuffled.end(), random);
      REQUIRE_MESSAGE(inLanes(shuffled, lanes, random) == reference, name);
    }
    ActivationHistogram single;
    for (const float value : values) single.add(std::span(&value, 1));
    REQUIRE_MESSAGE(single == reference, name);
    // From the largest to the smallest nothing is ever widened; the other way round it is at nearly every step.
    std::sort(values.begin(), values.end(),
              [](float a, float b) { return std::bit_cast<std::int32_t>(a) < std::bit_cast<std::int32_t>(b); });
    REQUIRE_MESSAGE(inLanes(values, 3, random) == reference, name);
  }
}

TEST_CASE("bytesComeBack") {
  for (const auto& entry : madeValues()) {
    const auto& name = entry.first;
    const auto& values = entry.second;
    ActivationHistogram histogram;
    histogram.add(values);
    const auto bytes = histogram.toBytes();
    const auto again = ActivationHistogram::fromBytes(bytesOf(bytes));
    REQUIRE_MESSAGE((again && *again == histogram && again->toBytes() == bytes), name);
    for (std::size_t length = 0; length < bytes.size(); length += 1 + bytes.size() / 97)
      REQUIRE_MESSAGE(!ActivationHistogram::fromBytes(bytesOf(bytes.substr(0, length))), name);
  }
}

TEST_CASE("whatIsNoHistogramIsRefused") {
  ActivationHistogram histogram;
  histogram.add(Values{-1.5F, 0.0F, 0.25F, 3.0F, kNan});
  const auto bytes = histogram.toBytes();
  int refused = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x41);
    const auto read = ActivationHistogram::fromBytes(bytesOf(changed));
    if (!read) ++refused;
    if (read && !read->empty()) {
      std::int64_t sum = 0;
      for (const auto count : read->counts()) sum += count;
      REQUIRE(sum == read->summary().count);  // whatever else it says, its counts are sound
    }
  }
  REQUIRE(refused > static_cast<int>(bytes.size()) / 2);
}
