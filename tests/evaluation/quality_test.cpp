// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/quality/quality.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "core/evaluation/judge.h"
#include "core/evaluation/quality/output_fidelity.h"
#include "core/stats/estimates.h"

using namespace bitwright;

namespace {

RunResult runOf(std::vector<std::int64_t> shape, std::vector<float> values) {
  RunResult run;
  run.samples = shape.empty() ? 1 : shape.front();
  OutputTensor output;
  output.name = std::string("y");
  output.shape = std::move(shape);
  output.values = std::move(values);
  run.outputs.push_back(std::move(output));
  return run;
}

bool near(double actual, double expected, double tolerance = 1e-9) {
  return std::abs(actual - expected) <= tolerance;
}

}  // namespace

TEST_CASE("classifiersHaveOneOutputOfScores") {
  REQUIRE(classScores(runOf({2, 3}, {0, 1, 2, 3, 4, 5})));
  REQUIRE(classScores(runOf({2, 3, 1, 1}, {0, 1, 2, 3, 4, 5})));
  REQUIRE(!classScores(runOf({2, 1}, {0, 1})));
  REQUIRE(!classScores(runOf({6}, {0, 1, 2, 3, 4, 5})));
  REQUIRE(!classScores(runOf({1, 2, 3}, {0, 1, 2, 3, 4, 5})));
  auto two = runOf({2, 3}, {0, 1, 2, 3, 4, 5});
  two.outputs.push_back(two.outputs.front());
  REQUIRE(!classScores(two));
  auto other = runOf({2, 3}, {0, 1, 2, 3, 4, 5});
  other.samples = 5;  // a first dimension that is no batch
  REQUIRE(!classScores(other));
}

TEST_CASE("topClassIsTheFirstOfEquals") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const auto run = runOf({4, 3}, {1, 2, 2, nan, 0, -1, nan, nan, nan, -3, -2, -1});
  REQUIRE(topClasses(*classScores(run)) == (std::vector<std::int64_t>{1, 1, -1, 2}));
}

TEST_CASE("accuracyByHand") {
  // labels 0 1 2 0; the original is right on 0, 1, 2; the variant on 0, 2, 3.
  const auto original = runOf({4, 3}, {9, 0, 0, 0, 9, 0, 0, 0, 9, 0, 9, 0});
  const auto variant = runOf({4, 3}, {9, 0, 0, 9, 0, 0, 0, 0, 9, 9, 0, 0});
  const std::vector<std::int64_t> labels{0, 1, 2, 0};
  const auto accuracy = measureAccuracy(*classScores(original), *classScores(variant), labels);
  REQUIRE(accuracy.top1 == 0.75);
  REQUIRE(accuracy.samples == std::int64_t{4});
  REQUIRE(accuracy.flipped == std::int64_t{2});
  REQUIRE(accuracy.drop.value == 0.0);
  const auto expected = pairedDifference(1, 1, 4);
  REQUIRE((accuracy.drop.low == expected.low && accuracy.drop.high == expected.high));
  REQUIRE(!accuracy.top5);
  const auto self = measureAccuracy(*classScores(original), *classScores(original), labels);
  REQUIRE(self.drop.value == 0.0);
  REQUIRE(self.flipped == std::int64_t{0});
}

TEST_CASE("topFiveCountsRanks") {
  const auto run = runOf({3, 7}, {6, 5, 4, 3, 2, 1, 0, 6, 5, 4, 3, 2, 1, 0, 6, 5, 4, 3, 2, 1, 0});
  const std::vector<std::int64_t> labels{4, 5, 0};  // ranks 4, 5 and 0
  const auto accuracy = measureAccuracy(*classScores(run), *classScores(run), labels);
  REQUIRE((accuracy.top5 && near(*accuracy.top5, 2.0 / 3.0)));
  REQUIRE(near(accuracy.top1, 1.0 / 3.0));
}

TEST_CASE("intervalsAndTestComeWithAccuracy") {
  const auto original = runOf({4, 6}, {9, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 9, 0, 0, 0, 0});
  const auto variant = runOf({4, 6}, {0, 9, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 9, 0, 0, 0, 0});
  const std::vector<std::int64_t> labels{0, 1, 2, 5};
  const auto accuracy = measureAccuracy(*classScores(original), *classScores(variant), labels);
  REQUIRE(accuracy.pValue == mcNemarExact(2, 0));
  const auto among = wilsonInterval(3, 4);  // label 5 is the last of six equal ones
  REQUIRE(
      (accuracy.top5 && *accuracy.top5 == 0.75 && accuracy.top5Low == among.low && accuracy.top5High == among.high));
  REQUIRE(sameTopClass(*classScores(original), *classScores(variant)) == (std::vector<bool>{false, false, true, true}));
  REQUIRE(rightSamples(*classScores(variant), labels) == (std::vector<bool>{false, false, true, false}));
}

TEST_CASE("classesAreCounted") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const auto run = runOf({5, 3}, {9, 0, 0, 0, 9, 0, 0, 9, 0, nan, nan, nan, 0, 0, 9});
  const std::vector<std::int64_t> labels{0, 0, 1, 1, 2};
  const auto classes = measureClasses(*classScores(run), labels);
  REQUIRE(classes.cells == (std::vector<ConfusionCell>{{0, 0, 1}, {0, 1, 1}, {1, -1, 1}, {1, 1, 1}, {2, 2, 1}}));
  const auto counts = classOutcomes(classes);
  REQUIRE(counts.size() == std::size_t{3});
  REQUIRE((counts[0].samples == 2 && counts[0].right == 1 && counts[1].right == 1 && counts[2].right == 1));
  const auto confused = mostConfused(classes, 1);
  REQUIRE(confused == (std::vector<ConfusionCell>{{0, 1, 1}}));
}

TEST_CASE("labelsBeyondTheClassesAreMisses") {
  const auto run = runOf({2, 6}, {6, 5, 4, 3, 2, 1, 6, 5, 4, 3, 2, 1});
  const std::vector<std::int64_t> labels{0, 99};
  const auto accuracy = measureAccuracy(*classScores(run), *classScores(run), labels);
  REQUIRE(accuracy.top1 == 0.5);
  REQUIRE(*accuracy.top5 == 0.5);
}

TEST_CASE("klOfLogitsByHand") {
  // softmax(0, ln 3) = (1/4, 3/4), softmax(0, 0) = (1/2, 1/2)
  const auto original = runOf({1, 2}, {0.0F, std::log(3.0F)});
  const auto variant = runOf({1, 2}, {0.0F, 0.0F});
  const double expected = 0.25 * std::log(0.25 / 0.5) + 0.75 * std::log(0.75 / 0.5);
  const auto kl = meanKlDivergence(*classScores(original), *classScores(variant));
  REQUIRE((kl && near(*kl, expected, 1e-7)));
  REQUIRE(*meanKlDivergence(*classScores(original), *classScores(original)) == 0.0);
  // A shift of all logits changes nothing, however large they are.
  const auto shifted = runOf({1, 2}, {1000.0F, 1000.0F});
  REQUIRE(near(*meanKlDivergence(*classScores(original), *classScores(shifted)), expected, 1e-7));
}

TEST_CASE("klOfProbabilitiesTakesThemAsTheyAre") {
  const auto original = runOf({1, 2}, {0.25F, 0.75F});
  const auto variant = runOf({1, 2}, {0.5F, 0.5F});
  const double expected = 0.25 * std::log(0.5) + 0.75 * std::log(1.5);
  REQUIRE(near(*meanKlDivergence(*classScores(original), *classScores(variant)), expected, 1e-7));
  const auto zero = runOf({1, 2}, {0.0F, 1.0F});
  REQUIRE(std::isfinite(*meanKlDivergence(*classScores(original), *classScores(zero))));
}

TEST_CASE("klIsEmptyWhereScoresAreNotFinite") {
  const auto original = runOf({1, 2}, {0.0F, 1.0F});
  const auto broken = runOf({1, 2}, {0.0F, std::numeric_limits<float>::infinity()});
  REQUIRE(!meanKlDivergence(*classScores(original), *classScores(broken)));
  REQUIRE(nonFiniteCount(broken) == std::int64_t{1});
  REQUIRE(nonFiniteCount(original) == std::int64_t{0});
}

TEST_CASE("fidelityByHand") {
  const auto original = runOf({2, 2}, {3.0F, 4.0F, 0.0F, 5.0F});
  const auto variant = runOf({2, 2}, {3.0F, 4.0F, 0.0F, 4.0F});
  const auto fidelity = measureFidelity(original, variant, {});
  REQUIRE(fidelity);
  REQUIRE(near(fidelity->sqnrDb, 10.0 * std::log10(50.0 / 1.0), 1e-9));
  REQUIRE(near(fidelity->cosine, 45.0 / std::sqrt(50.0 * 41.0), 1e-9));
  REQUIRE(fidelity->maxAbsDifference == 1.0);
  REQUIRE(*fidelity->agreement == 1.0);
  REQUIRE(*fidelity->kl > 0.0);
  REQUIRE(std::isinf(measureFidelity(original, original, {})->sqnrDb));
}

TEST_CASE("outputsAreMeasuredOneByOne") {
  auto original = runOf({1, 8, 8}, std::vector<float>(64, 0.0F));
  for (std::size_t at = 0; at < 64; ++at) original.outputs[0].values[at] = static_cast<float>(at);
  original.outputs.push_back({"box", DataType::float32, {1, 4}, {1, 2, 3, 4}});
  auto variant = original;
  for (auto& value : variant.outputs[0].values) value += 0.5F;
  variant.outputs[1].values = {1, 2, 3, 6};
  const auto outputs = measureOutputs(original, variant, {});
  REQUIRE(outputs.size() == std::size_t{2});
  REQUIRE(outputs[0].meanAbsDifference == 0.5);
  REQUIRE(outputs[0].maxAbsDifference == 0.5);
  REQUIRE(
      (outputs[0].psnrDb && near(*outputs[0].psnrDb, 10.0 * std::log10(63.0 * 63.0 / 0.25))));  // the range is 0 to 63
  REQUIRE((!outputs[0].agreement && !outputs[0].kl));
  REQUIRE(outputs[1].name == "box");
  REQUIRE(outputs[1].meanAbsDifference == 0.5);
  REQUIRE(near(outputs[1].sqnrDb, 10.0 * std::log10(30.0 / 4.0)));
  REQUIRE(!outputs[1].psnrDb);
  // Outputs are found by name, whatever their order.
  std::swap(variant.outputs[0], variant.outputs[1]);
  REQUIRE(measureOutputs(original, variant, {})[1].meanAbsDifference == 0.5);
  variant.outputs.pop_back();
  REQUIRE(measureOutputs(original, variant, {}).size() == std::size_t{1});
}

TEST_CASE("whatIsDense") {
  const auto of = [](std::vector<std::int64_t> shape, DataType type = DataType::float32) {
    return OutputTensor{"y", type, std::move(shape), {}};
  };
  REQUIRE((isDense(of({2, 3, 32, 32})) && isDense(of({2, 32, 32, 3})) && isDense(of({1, 64, 64}))));
  REQUIRE(
      (!isDense(of({2, 1000, 1, 1})) && !isDense(of({2, 10})) && !isDense(of({2, 4, 4, 4})) && !isDense(of({2, 64}))));
  REQUIRE(!isDense(of({2, 3, 32, 32}, DataType::int64)));
}

TEST_CASE("distributionsAreClassScoresInAnyOutput") {
  auto original = runOf({1, 2, 2}, {0.25F, 0.75F, 1.0F, 0.0F});
  original.outputs.push_back({"other", DataType::float32, {1, 2}, {3.0F, -1.0F}});
  auto variant = original;
  variant.outputs[0].values = {0.5F, 0.5F, 1.0F, 0.0F};
  const auto outputs = measureOutputs(original, variant, {});
  REQUIRE((outputs[0].agreement && *outputs[0].agreement == 0.5));  // the first of equals
  REQUIRE((outputs[0].kl && near(*outputs[0].kl, 0.5 * (0.25 * std::log(0.5) + 0.75 * std::log(1.5)), 1e-7)));
  REQUIRE((!outputs[1].agreement && !outputs[1].kl));
}

/// Of indices, labels and flags it counts how many are equal; how far apart they are means nothing, least of all to
/// the other outputs' figures.
TEST_CASE("wholeNumbersAreEqualOrNot") {
  auto original = runOf({1, 4}, {1, 2, 3, 4});
  original.outputs.push_back({"index", DataType::int64, {1, 4}, {7, 100, 3, 900}});
  auto variant = original;
  variant.outputs[1].values = {7, 5, 3, 2};
  const auto fidelity = measureFidelity(original, variant, {});
  REQUIRE((fidelity && std::isinf(fidelity->sqnrDb) && fidelity->sqnrDb > 0 && fidelity->maxAbsDifference == 0.0));
  const auto outputs = measureOutputs(original, variant, {});
  REQUIRE(*outputs[1].agreement == 0.5);
  REQUIRE((std::isnan(outputs[1].sqnrDb) && std::isnan(outputs[1].cosine) && std::isnan(outputs[1].maxAbsDifference)));
  original.outputs.erase(original.outputs.begin());
  variant.outputs.erase(variant.outputs.begin());
  const auto alone = measureFidelity(original, variant, {});
  REQUIRE((alone && *alone->agreement == 0.5 && std::isnan(alone->sqnrDb) && !classScores(original)));
}

TEST_CASE("whatIsLostIsNotIdentical") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const auto original = runOf({4}, {1, 2, 3, 4});
  const auto variant = runOf({4}, {nan, nan, nan, nan});
  const auto fidelity = measureFidelity(original, variant, {});
  REQUIRE((fidelity && std::isinf(fidelity->sqnrDb) && fidelity->sqnrDb < 0 && fidelity->cosine == 0.0 &&
           std::isinf(fidelity->maxAbsDifference)));
  REQUIRE(measureOutputs(original, variant, {}).front().sqnrDb < 0);
  REQUIRE((lostAll(original, variant) && !lostAll(original, original)));
  Scorecard card;
  judge(card, original, variant, {});
  REQUIRE(card.notes.front().id() == "compare.all_lost");
  // What is infinite in the original as well is no loss.
  const auto masked = runOf({2}, {1, -std::numeric_limits<float>::infinity()});
  REQUIRE((measureFidelity(masked, masked, {})->sqnrDb > 0 && !lostAll(masked, masked)));
}

TEST_CASE("fidelityNeedsTheSameShapes") {
  REQUIRE(!measureFidelity(runOf({2, 2}, {1, 2, 3, 4}), runOf({2, 3}, {1, 2, 3, 4, 5, 6}), {}));
  const auto plain = measureFidelity(runOf({4}, {1, 2, 3, 4}), runOf({4}, {1, 2, 3, 4}), {});
  REQUIRE((plain && !plain->agreement && !plain->kl));  // no classifier
}
