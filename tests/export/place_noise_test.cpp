// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/noise/place_noise.h"

#include <doctest/doctest.h>

#include <functional>
#include <numeric>

#include "core/export/noise/noise_budget.h"
#include "tests/support/result_check.h"

namespace bitwright {

namespace {

/// Places whose noises add up, and how many sets were asked for.
struct Net {
  std::vector<double> own;
  std::size_t asked = 0;

  Result<std::vector<double>> operator()(const std::vector<std::set<std::size_t>>& sets) {
    std::vector<double> noise;
    for (const auto& set : sets)
      noise.push_back(std::accumulate(set.begin(), set.end(), 0.0, [&](double sum, auto at) { return sum + own[at]; }));
    asked += sets.size();
    return noise;
  }
};

}  // namespace

TEST_CASE("fewPlacesAreMeasuredAlone") {
  Net net{{0.1, 0.0, 0.3, 0.2}};
  const auto noise = noiseOfPlaces(4, 16, std::ref(net));
  BW_VERIFY_RESULT(noise);
  REQUIRE(net.asked == 4);
  for (std::size_t at = 0; at < 4; ++at) {
    REQUIRE((*noise)[at].noise == net.own[at]);
    REQUIRE((*noise)[at].alone);
  }
}

/// Three of 5,000 make nearly all of it: they are told by themselves, in as many measurements as were allowed.
TEST_CASE("theNoisiestOfThousandsAreFound") {
  constexpr std::size_t kPlaces = 5000;
  constexpr std::size_t kSets = 300;
  Net net{std::vector<double>(kPlaces, 1e-6)};
  for (const std::size_t at : {17U, 2500U, 4999U}) net.own[at] = 0.02;
  const auto noise = noiseOfPlaces(kPlaces, kSets, std::ref(net));
  BW_VERIFY_RESULT(noise);
  REQUIRE(net.asked <= kSets);
  double sum = 0.0;
  for (std::size_t at = 0; at < kPlaces; ++at) {
    sum += (*noise)[at].noise;
    const bool loud = net.own[at] > 0.01;
    REQUIRE(((*noise)[at].noise > 0.01) == loud);
    if (loud) REQUIRE((*noise)[at].alone);
  }
  REQUIRE(sum == doctest::Approx(std::accumulate(net.own.begin(), net.own.end(), 0.0)));
}

TEST_CASE("thousandsAlikeShareTheirNoiseEvenly") {
  Net net{std::vector<double>(3001, 1e-5)};
  const auto noise = noiseOfPlaces(net.own.size(), 768, std::ref(net));
  BW_VERIFY_RESULT(noise);
  REQUIRE(net.asked <= 768);
  for (const auto& each : *noise) REQUIRE(each.noise == doctest::Approx(1e-5));
  // A choice among so many is quick, and leaves no more than is needed.
  std::vector<NoisePlace> places;
  for (std::size_t at = 0; at < noise->size(); ++at) places.push_back({(*noise)[at].noise, {static_cast<int>(at)}});
  const auto floats = nodesOverBudget(places, {}, 0.01);
  REQUIRE(floats.size() >= 2000);
  REQUIRE(floats.size() <= 2003);
}

}  // namespace bitwright
