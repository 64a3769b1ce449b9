// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Which layers are worth their form where they share what decodes them.
#include "core/export/paying_layers.h"

#include <doctest/doctest.h>

#include <numeric>
#include <random>

namespace bitwright {

namespace {

std::int64_t gainOf(const std::vector<LayerCost>& layers, const std::vector<std::uint64_t>& shared,
                    const std::vector<bool>& pays) {
  std::int64_t gain = 0;
  std::vector<bool> read(shared.size(), false);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (!pays[i]) continue;
    gain += static_cast<std::int64_t>(layers[i].floats) - static_cast<std::int64_t>(layers[i].own);
    for (const auto item : layers[i].shared) read[item] = true;
  }
  for (std::size_t item = 0; item < shared.size(); ++item)
    gain -= read[item] ? static_cast<std::int64_t>(shared[item]) : 0;
  return gain;
}

}  // namespace

TEST_CASE("alone") {
  const std::vector<LayerCost> layers{{100, 40, {0}}, {100, 100, {}}, {100, 101, {}}};
  REQUIRE(payingLayers(layers, {50}) == (std::vector<bool>{true, false, false}));
  REQUIRE(payingLayers({{100, 40, {0}}}, {60}) == std::vector<bool>{false});
  REQUIRE(bytesAlone(layers.front(), {50}) == std::uint64_t{90});
}

TEST_CASE("together") {
  // What three share costs each a third of it; two of them alone would not pay.
  const std::vector<LayerCost> three(3, {100, 60, {0}});
  REQUIRE(payingLayers(three, {100}) == std::vector<bool>(3, true));
  REQUIRE(payingLayers({three.front(), three.front()}, {100}) == std::vector<bool>(2, false));
  REQUIRE(payingLayers(three, {120}) == std::vector<bool>(3, false));
}

TEST_CASE("oneThatPaysStays") {
  // The second reads something dear that it alone reads: it goes, and what it shared is the first one's.
  const std::vector<LayerCost> layers{{100, 20, {0}}, {100, 95, {0, 1}}, {100, 95, {0, 1}}};
  REQUIRE(payingLayers(layers, {40, 100}) == (std::vector<bool>{true, false, false}));
}

TEST_CASE("neverWorseThanNothing") {
  std::mt19937 random(3);
  const auto number = [&random](std::uint64_t most) { return random() % (most + 1); };
  for (int round = 0; round < 2000; ++round) {
    std::vector<std::uint64_t> shared(number(6));
    for (auto& bytes : shared) bytes = number(120);
    std::vector<LayerCost> layers(number(8));
    for (auto& layer : layers) {
      layer = {number(200), number(200), {}};
      for (std::size_t item = 0; item < shared.size(); ++item) {
        if (number(2) == 0) layer.shared.push_back(item);
      }
    }
    const auto pays = payingLayers(layers, shared);
    const auto gain = gainOf(layers, shared, pays);
    REQUIRE(gain >= 0);
    for (std::size_t i = 0; i < layers.size(); ++i) {  // nor does leaving one more out help
      if (!pays[i]) continue;
      auto fewer = pays;
      fewer[i] = false;
      REQUIRE(gainOf(layers, shared, fewer) < gain);
    }
  }
}

}  // namespace bitwright
