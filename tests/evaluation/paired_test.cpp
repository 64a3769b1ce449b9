// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/results/paired.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "core/evaluation/results/comparison.h"
#include "core/stats/estimates.h"

using namespace bitwright;

namespace {

Scorecard card(const char* name, std::uint64_t bytes, std::vector<bool> right) {
  Scorecard result;
  result.name = name;
  result.size.fileBytes = bytes;
  Accuracy accuracy;
  accuracy.samples = static_cast<std::int64_t>(right.size());
  accuracy.top1 = static_cast<double>(std::count(right.begin(), right.end(), true)) / static_cast<double>(right.size());
  result.accuracy = accuracy;
  result.right = std::move(right);
  return result;
}

}  // namespace

TEST_CASE("anyTwoAreCompared") {
  const std::vector<Scorecard> cards{card("original", 100, {true, true, true, false}),
                                     card("a", 50, {true, false, false, false}),
                                     card("b", 40, {true, true, false, true})};
  const auto pairs = pairedResults(cards);
  REQUIRE(pairs.size() == std::size_t{3});
  REQUIRE((pairs[2].first == 1 && pairs[2].second == 2));
  REQUIRE((pairs[2].onlyFirst == 0 && pairs[2].onlySecond == 2 && pairs[2].samples == 4));
  const auto expected = pairedDifference(0, 2, 4);
  REQUIRE((pairs[2].difference.value == -0.5 && pairs[2].difference.low == expected.low &&
           pairs[2].difference.high == expected.high));
  REQUIRE(*pairs[2].pValue == mcNemarExact(0, 2));
  REQUIRE(!pairs[2].separates());
}

TEST_CASE("agreementIsPairedWithoutLabels") {
  std::vector<Scorecard> cards(3);
  const std::vector<std::vector<bool>> agrees{
      {true, true, true, true}, {true, false, false, true}, {true, true, true, false}};
  for (std::size_t index = 0; index < 3; ++index) {
    cards[index].agrees = agrees[index];
    cards[index].fidelity.emplace().agreement = 0.5;
  }
  const auto pairs = pairedResults(cards);
  REQUIRE(pairs.size() == std::size_t{1});  // the original agrees with itself, whatever it does
  REQUIRE((pairs[0].metric == PairedResult::Metric::agreement && pairs[0].first == 1 && pairs[0].second == 2));
  REQUIRE(
      (pairs[0].onlyFirst == 1 && pairs[0].onlySecond == 2 && pairs[0].difference.value == -0.25 && pairs[0].pValue));
}

TEST_CASE("whatWasNotMeasuredHasNoPair") {
  std::vector<Scorecard> cards{card("original", 100, {true, true}), card("a", 50, {true, false})};
  cards.insert(cards.begin() + 1, Scorecard{});
  const auto pairs = pairedResults(cards);
  REQUIRE(pairs.size() == std::size_t{1});
  REQUIRE((pairs[0].first == 0 && pairs[0].second == 2));
  REQUIRE(pairedResults(std::vector<Scorecard>{}).empty());
}

TEST_CASE("aDifferenceIsFoundAsOftenAsItShould") {
  // Two variants of equal accuracy that differ on a tenth of the samples: about one interval in twenty leaves out 0.
  std::mt19937_64 random(7);
  int separated = 0;
  constexpr int kTrials = 2000;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::vector<bool> first(500);
    std::vector<bool> second(500);
    for (std::size_t sample = 0; sample < first.size(); ++sample) {
      const auto draw = random() % 100;
      first[sample] = draw < 90 || draw < 95;
      second[sample] = draw < 90 || draw >= 95;
    }
    separated += compareOutcomes(first, second).separates() ? 1 : 0;
  }
  REQUIRE_MESSAGE((separated > kTrials * 3 / 100 && separated < kTrials * 7 / 100), std::to_string(separated));
}

TEST_CASE("ofManyVariantsTheFrontIsPaired") {
  std::vector<Scorecard> cards{card("original", 10000, std::vector<bool>(100, true))};
  for (std::size_t index = 0; index < 60; ++index) {
    // Rising size; every second one is worse than the one before.
    std::vector<bool> right(100, false);
    std::fill_n(right.begin(), index % 2 == 0 ? index + 10 : 1, true);
    cards.push_back(card("v", 100 + index, std::move(right)));
  }
  const auto pairs = pairedResults(cards);
  REQUIRE(pairs.size() == kMostPairedVariants * (kMostPairedVariants - 1) / 2);
  REQUIRE(pairs.front().first == std::size_t{0});
  for (const auto& pair : pairs)
    REQUIRE((pair.second % 2 == 1 && pair.second >= 15));  // the best, and none that a smaller one equals
}

TEST_CASE("languageModelsAreComparedByLoss") {
  std::vector<Scorecard> cards(2);
  for (std::size_t index = 0; index < 2; ++index) {
    SequenceLosses losses;
    for (int sequence = 0; sequence < 8; ++sequence) {
      losses.nats.push_back(10.0 + sequence + (index == 1 ? 2.0 + 0.1 * sequence : 0.0));
      losses.tokens.push_back(4.0);
    }
    cards[index].perplexity = measurePerplexity({}, losses, losses);
    cards[index].losses = losses;
  }
  const auto pairs = pairedResults(cards);
  REQUIRE(pairs.size() == std::size_t{1});
  REQUIRE((pairs[0].metric == PairedResult::Metric::loss && pairs[0].samples == 8 && !pairs[0].pValue));
  REQUIRE(std::abs(pairs[0].difference.value + (8 * 2.0 + 2.8) / 32.0) < 1e-12);
  REQUIRE((pairs[0].separates() && pairs[0].difference.high < 0.0));
}
