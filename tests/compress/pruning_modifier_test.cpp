// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/modifiers/pruning_modifier.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/encoding/relative_index.h"
#include "tests/schemes/encoding.h"
#include "tests/support/result_check.h"

using namespace bitwright;
using namespace bitwright::testing;

namespace {

using Positions = std::vector<std::int64_t>;

Positions leftOf(const MadeTensor& made, const ParameterValues& given) {
  const Modifier& modifier = pruneModifier();
  const WeightView view = made.view();
  const auto pruned = modifier.apply(view, completeParameters(modifier, given).value(), {});
  return pruned ? *pruned->positions : throw std::runtime_error(pruned.error().line());
}

MadeTensor prunedTensor(MadeTensor made, const ParameterValues& given) {
  made.positions = std::make_shared<const Positions>(leftOf(made, given));
  return made;
}

}  // namespace

TEST_CASE("densityLeavesTheLargest") {
  const auto made = listedTensor({0.5F, -3.0F, 0.0F, 1.0F, -1.0F, 2.0F, 0.25F, 1.0F, 0.0F, 0.75F});
  REQUIRE(leftOf(made, {{"density", 0.3}}) == (Positions{1, 3, 5}));  // of the three of magnitude 1 the first
  REQUIRE(leftOf(made, {{"density", 0.0}}) == Positions{});
  REQUIRE(leftOf(made, {{"density", 1.0}}) == (Positions{0, 1, 3, 4, 5, 6, 7, 9}));  // zeros never stay
}

TEST_CASE("densityIsExactOnManyWeights") {
  const auto made = gaussianTensor({100, 1000}, 3);
  const auto values = made.values();
  for (const double density : {0.01, 0.1, 0.5, 0.9}) {
    const auto left = leftOf(made, {{"density", density}});
    REQUIRE(left.size() == static_cast<std::size_t>(density * 1e5));
    REQUIRE(std::is_sorted(left.begin(), left.end()));
    float least = 1e9F;
    for (const auto at : left) least = std::min(least, std::abs(values[static_cast<std::size_t>(at)]));
    const auto larger =
        std::count_if(values.begin(), values.end(), [&](float value) { return std::abs(value) > least; });
    REQUIRE(static_cast<std::size_t>(larger) < left.size());
  }
}

TEST_CASE("thresholdLeavesWhatReachesIt") {
  const auto made = listedTensor({0.5F, -3.0F, 0.0F, 1.0F, -1.0F, 2.0F, 0.25F});
  REQUIRE(leftOf(made, {{"threshold", 1.0}}) == (Positions{1, 3, 4, 5}));
  REQUIRE(leftOf(made, {{"threshold", 100.0}}) == Positions{});
}

TEST_CASE("patternsHoldInEachRunOfAChannel") {
  const auto values = normalWeights(5);
  for (const int axis : {0, 1}) {
    const auto made = makeTensor("pattern", {10, 12}, axis, DataType::float32, values);
    const auto floats = made.values();
    const auto left = leftOf(made, {{"nm", word("2of4")}});
    REQUIRE(left.size() ==
            std::size_t{axis == 0 ? 60U : 12U * 6U});  // along axis 0 of 10 the last run has two, which both stay
    for (std::int64_t channel = 0; channel < made.shape[static_cast<std::size_t>(axis)]; ++channel) {
      const std::int64_t length = axis == 0 ? 12 : 10;
      for (std::int64_t begin = 0; begin < length; begin += 4) {
        int stay = 0;
        float least = 1e9F;
        float largestDropped = 0.0F;
        const std::int64_t end = std::min(begin + 4, length);
        for (std::int64_t i = begin; i < end; ++i) {
          const std::int64_t element = axis == 0 ? channel * 12 + i : i * 12 + channel;
          const float magnitude = std::abs(floats[static_cast<std::size_t>(element)]);
          if (std::binary_search(left.begin(), left.end(), element)) {
            ++stay;
            least = std::min(least, magnitude);
          } else {
            largestDropped = std::max(largestDropped, magnitude);
          }
        }
        REQUIRE(stay == 2);
        REQUIRE(largestDropped <= least);
      }
    }
  }
}

TEST_CASE("refusesWhatIsNotFinite") {
  const auto made = listedTensor({1.0F, std::numeric_limits<float>::quiet_NaN(), 2.0F});
  const Modifier& modifier = pruneModifier();
  const auto pruned = modifier.apply(made.view(), completeParameters(modifier, {}).value(), {});
  REQUIRE((!pruned && pruned.error().kind == ErrorKind::input));
}

TEST_CASE("whatIsLeftAloneIsKeptToTheBit") {
  const auto made = prunedTensor(gaussianTensor({40, 50}, 6), {{"density", 0.2}});
  const auto tensor = encodeBy("keep", made);
  REQUIRE(tensor.decode() == made.values());
  REQUIRE(tensor.payloadBytes() == std::int64_t{4 * 400});
}

TEST_CASE("levelsFollowWhatIsLeft") {
  // The codebook of a pruned tensor is that of a tensor of the rest alone.
  const auto dense = gaussianTensor({40, 50}, 7);
  const auto made = prunedTensor(dense, {{"density", 0.25}});
  std::vector<float> rest;
  for (const auto at : *made.positions) rest.push_back(dense.values()[static_cast<std::size_t>(at)]);
  const ParameterValues plain{{"bits", number(3)}, {"scale", word("none")}};
  const auto tensor = encodeBy("kmeans", made, plain);
  const auto alone = encodeBy("kmeans", listedTensor(rest), plain);
  REQUIRE(tableOf(tensor) == tableOf(alone));
  REQUIRE(tensor.terms.front().codes == alone.terms.front().codes);
}

TEST_CASE("gapsLeadToThePositions") {
  std::mt19937 random(8);
  for (const int percent : {0, 1, 3, 10, 30, 70, 100}) {
    Positions positions;
    for (std::int64_t i = 0; i < 20000; ++i) {
      if (static_cast<int>(random() % 100) < percent) positions.push_back(i);
    }
    if (percent == 1) positions.push_back(400000);
    const RelativeIndex best = bestRelativeIndex(positions);
    const CodeArray entries = relativeEntries(positions, best);
    REQUIRE(entries.size() == best.entries);
    REQUIRE(entries.packedBytes() == best.bytes());
    const std::uint32_t longest = (1U << static_cast<unsigned>(best.bits)) - 1;
    Positions found;
    std::int64_t sum = -1;
    for (std::int64_t i = 0; i < entries.size(); ++i) {
      sum += entries[i] == 0 ? longest : entries[i];
      if (entries[i] != 0) found.push_back(sum);
    }
    REQUIRE(found == positions);
    if (percent == 10) {  // near the entropy of 0.469 bits an element
      REQUIRE_MESSAGE(static_cast<double>(best.bytes()) * 8.0 < 0.53 * 20000, std::to_string(best.bytes()));
    }
  }
}
