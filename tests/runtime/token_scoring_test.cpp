// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/token_scoring.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace bitwright;

namespace {

/// Rows are logarithms of probabilities over two words.
std::vector<float> rows(std::initializer_list<float> firsts) {
  std::vector<float> values;
  for (const float first : firsts) {
    values.push_back(std::log(first));
    values.push_back(std::log(1.0F - first));
  }
  return values;
}

}  // namespace

TEST_CASE("tokensAreScoredBesideTheOriginal") {
  const auto original = rows({0.25F, 0.5F, 0.9F});
  const auto variant = rows({0.75F, 0.5F, 0.1F});
  TokenScoring scoring;
  scoring.add({3, 2, original}, {3, 2, variant}, std::vector<std::int64_t>{1, 0, -1}, Job{});
  const auto scores = scoring.scores();
  REQUIRE((scores.tokens == std::vector{2.0} && scores.finite));
  REQUIRE(std::abs(scores.originalNats.front() - (-std::log(0.75) - std::log(0.5))) < 1e-6);
  REQUIRE(std::abs(scores.nats.front() - (-std::log(0.25) - std::log(0.5))) < 1e-6);
  const double first = 0.25 * std::log(0.25 / 0.75) + 0.75 * std::log(0.75 / 0.25);
  REQUIRE(std::abs(scores.kl - first / 2.0) < 1e-6);  // the second is the same in both
  REQUIRE(std::abs(scores.kl999 - 0.999 * first) < 1e-6);
  REQUIRE(scores.agreement == 0.5);
  REQUIRE(std::isfinite(scores.sqnrDb));
}

TEST_CASE("piecesAddUp") {
  const auto original = rows({0.2F, 0.4F, 0.6F, 0.3F});
  const auto variant = rows({0.3F, 0.3F, 0.7F, 0.3F});
  const std::vector<std::int64_t> next{0, 1, 1, 0};
  TokenScoring apart;
  for (std::size_t at = 0; at < 4; ++at) {
    apart.add({1, 2, std::span(original).subspan(2 * at, 2)}, {1, 2, std::span(variant).subspan(2 * at, 2)},
              std::span(next).subspan(at, 1), Job{});
  }
  TokenScoring together;
  together.add({4, 2, original}, {4, 2, variant}, next, Job{});
  const auto few = apart.scores();
  const auto one = together.scores();
  REQUIRE((few.tokens.size() == 4 && one.tokens == std::vector{4.0}));
  REQUIRE(std::abs(few.kl - one.kl) < 1e-12);
  REQUIRE(few.kl999 == one.kl999);
  REQUIRE(std::abs(few.sqnrDb - one.sqnrDb) < 1e-9);
  REQUIRE(few.agreement == one.agreement);
}

TEST_CASE("scoresThatAreNoNumbersAreTold") {
  const auto original = rows({0.5F, 0.5F});
  auto variant = original;
  variant[0] = std::numeric_limits<float>::quiet_NaN();
  TokenScoring scoring;
  scoring.add({2, 2, original}, {2, 2, variant}, std::vector<std::int64_t>{0, 1}, Job{});
  REQUIRE((!scoring.scores().finite && scoring.scores().lost == 1));
  TokenScoring unseen;  // where it stands does not count
  unseen.add({2, 2, original}, {2, 2, variant}, std::vector<std::int64_t>{-1, 1}, Job{});
  REQUIRE((unseen.scores().finite && unseen.scores().lost == 1));
}

TEST_CASE("wordsThatAreRuledOutAddNothing") {
  auto original = rows({0.5F, 0.25F});
  auto variant = rows({0.25F, 0.25F});
  for (auto* values : {&original, &variant}) {  // a third word that no place allows
    values->insert(values->begin() + 2, -std::numeric_limits<float>::infinity());
    values->push_back(-std::numeric_limits<float>::infinity());
  }
  TokenScoring scoring;
  scoring.add({2, 3, original}, {2, 3, variant}, std::vector<std::int64_t>{0, 1}, Job{});
  const auto scores = scoring.scores();
  REQUIRE(scores.finite);
  const double first = 0.5 * std::log(0.5 / 0.25) + 0.5 * std::log(0.5 / 0.75);
  REQUIRE(std::abs(scores.kl - first / 2.0) < 1e-6);
}
