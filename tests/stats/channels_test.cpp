// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/channels.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

using namespace bitwright;

TEST_CASE("layoutFollowsTheAxis") {
  const std::vector<std::int64_t> shape{4, 3, 5, 7};
  const auto first = ChannelLayout::of(shape, 0);
  REQUIRE(first.outer == std::int64_t{1});
  REQUIRE(first.channels == std::int64_t{4});
  REQUIRE(first.inner == std::int64_t{105});
  const auto second = ChannelLayout::of(shape, 1);
  REQUIRE(second.outer == std::int64_t{4});
  REQUIRE(second.channels == std::int64_t{3});
  REQUIRE(second.inner == std::int64_t{35});
}

TEST_CASE("boxesOfKnownValues") {
  // Two channels along the last axis: 0, 1, 2, 3, 4 and 10, 10, 10, 10, 30.
  const std::vector<float> values{3.0F, 10.0F, 0.0F, 10.0F, 4.0F, 30.0F, 1.0F, 10.0F, 2.0F, 10.0F};
  const auto found = computeChannels(values, {.outer = 5, .channels = 2, .inner = 1}, 0.0, 30.0, 3, 100);
  REQUIRE(found.boxes.size() == std::size_t{2});
  REQUIRE(found.boxes[0].minimum == 0.0);
  REQUIRE(found.boxes[0].lowerQuartile == 1.0);
  REQUIRE(found.boxes[0].median == 2.0);
  REQUIRE(found.boxes[0].upperQuartile == 3.0);
  REQUIRE(found.boxes[0].maximum == 4.0);
  REQUIRE(found.boxes[1].median == 10.0);
  REQUIRE(found.boxes[1].maximum == 30.0);
  REQUIRE(found.countsOf(0)[0] == std::int64_t{5});
  REQUIRE(found.countsOf(1)[1] == std::int64_t{4});
  REQUIRE(found.countsOf(1)[2] == std::int64_t{1});
}

TEST_CASE("quartilesLieBetweenValues") {
  const auto found = computeChannels(std::vector<float>{1.0F, 2.0F, 4.0F, 8.0F},
                                     {.outer = 1, .channels = 1, .inner = 4}, 1.0, 8.0, 4, 10);
  REQUIRE(found.boxes[0].lowerQuartile == 1.75);
  REQUIRE(found.boxes[0].median == 3.0);
  REQUIRE(found.boxes[0].upperQuartile == 5.0);
}

TEST_CASE("whatIsNotFiniteIsLeftOut") {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  const auto found = computeChannels(std::vector<float>{kNan, kNan, 1.0F, std::numeric_limits<float>::infinity()},
                                     {.outer = 1, .channels = 2, .inner = 2}, 0.0, 2.0, 2, 10);
  REQUIRE(found.boxes[0].count == std::int64_t{0});
  REQUIRE(found.boxes[1].count == std::int64_t{1});
  REQUIRE(found.boxes[1].median == 1.0);
  REQUIRE(computeChannels({}, {.outer = 1, .channels = 0, .inner = 1}, 0.0, 1.0, 2, 10).boxes.empty());
}

TEST_CASE("manyChannelsShareBoxes") {
  std::mt19937 random(3);
  std::normal_distribution<float> draw;
  std::vector<float> values(1000 * 40);
  for (float& value : values) value = draw(random);
  const ChannelLayout layout{.outer = 1, .channels = 1000, .inner = 40};
  const auto one = computeChannels(values, layout, -3.0, 3.0, 16, 300, Job().withThreads(1));
  REQUIRE(one.boxes.size() == std::size_t{250});
  REQUIRE(one.boxes[1].first == std::int64_t{4});
  REQUIRE(one.boxes[1].last == std::int64_t{7});
  REQUIRE(one.boxes[1].count == std::int64_t{160});
  REQUIRE(std::accumulate(one.counts.begin(), one.counts.end(), std::int64_t{0}) > 39'000);
  const auto several = computeChannels(values, layout, -3.0, 3.0, 16, 300, Job().withThreads(4));
  REQUIRE(several.counts == one.counts);
  for (std::size_t i = 0; i < one.boxes.size(); ++i) REQUIRE(several.boxes[i].median == one.boxes[i].median);
}
