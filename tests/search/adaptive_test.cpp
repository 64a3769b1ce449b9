// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include "core/base/resources.h"
#include "core/search/measure_sensitivity.h"
#include "core/search/per_layer_choice.h"
#include "tests/support/result_check.h"

using namespace bitwright;

namespace {

LayerScore score(const char* spec, double agreement, std::uint64_t bytes) {
  LayerScore made;
  made.spec = spec;
  made.kl = 0.01;
  made.agreement = agreement;
  made.bytes = bytes;
  return made;
}

/// Two layers × three ways to store them.
Sensitivity made() {
  Sensitivity sensitivity;
  sensitivity.candidates = {"kmeans:bits=2", "kmeans:bits=3", "uniform:bits=8"};
  LayerSensitivity first;
  first.id = "first";
  first.name = "first.weight";
  first.bytes = 4000;
  first.scores = {score("kmeans:bits=2", 0.90, 300), score("kmeans:bits=3", 0.995, 420),
                  score("uniform:bits=8", 1.0, 1050)};
  LayerSensitivity second = first;
  second.id = "second";
  second.name = "second.weight";
  second.scores = {score("kmeans:bits=2", 0.999, 300), score("kmeans:bits=3", 0.9995, 420),
                   score("uniform:bits=8", 1.0, 1050)};
  sensitivity.layers = {first, second};
  sensitivity.layerCount = 2;
  return sensitivity;
}

}  // namespace

TEST_CASE("takesTheSmallestWithinTheBound") {
  const auto sensitivity = made();
  const auto choices = chooseAdaptively(sensitivity, 0.01);
  REQUIRE(choices.size() == std::size_t{2});
  REQUIRE(choices[0].candidate == std::optional<std::size_t>(1));
  REQUIRE(choices[1].candidate == std::optional<std::size_t>(0));
  REQUIRE(choices[0].why.text() == std::string("first becomes kmeans:bits=3, 9.5 times smaller: 0.50 % of the "
                                               "predictions change; with the next smaller, kmeans:bits=2, 10.00 %"));
  REQUIRE(choices[1].why.text() == std::string("second becomes kmeans:bits=2, 13.3 times smaller: 0.10 % of the "
                                               "predictions change; nothing smaller was measured"));
  const auto recipe = adaptiveRecipe(sensitivity, choices);
  REQUIRE(recipe.rules.size() == std::size_t{2});
  REQUIRE(layerRuleText(recipe.rules[0]) == "\"first.weight\"=kmeans:bits=3");
}

TEST_CASE("aTighterBoundIsNeverSmaller") {
  const auto sensitivity = made();
  std::uint64_t before = 0;
  for (const double bound : {1.0, 0.1, 0.01, 0.001, 0.0}) {
    std::uint64_t bytes = 0;
    for (const auto& choice : chooseAdaptively(sensitivity, bound)) {
      const auto& layer = sensitivity.layers[choice.layer];
      bytes += choice.candidate ? layer.scores[*choice.candidate].bytes : layer.bytes;
    }
    REQUIRE_MESSAGE(bytes >= before, std::to_string(bound));
    before = bytes;
  }
  REQUIRE(before == std::uint64_t{2100});
}

TEST_CASE("keepsWhatNothingSmallerIsWithinTheBoundOf") {
  auto sensitivity = made();
  for (auto& each : sensitivity.layers[0].scores) each.agreement = 0.5;
  sensitivity.layers[1].scores[2].bytes = 5000;
  sensitivity.layers[1].scores.resize(3);
  auto choices = chooseAdaptively(sensitivity, 0.1);
  REQUIRE(!choices[0].candidate);
  REQUIRE(choices[0].why.text() == "first stays as it is: nothing smaller stays within the bound");
  sensitivity.layers[1].scores.clear();
  choices = chooseAdaptively(sensitivity, 0.1);
  REQUIRE(choices[1].why.text() == "second stays as it is: it could not be measured");
  REQUIRE(adaptiveRecipe(sensitivity, choices).rules.empty());
}

TEST_CASE("speaksOfNoiseWhereThereAreNoClasses") {
  auto sensitivity = made();
  for (auto& layer : sensitivity.layers) {
    for (auto& each : layer.scores)
      each.agreement.reset(), each.kl.reset(), each.sqnrDb = 10.0 + 0.05 * static_cast<double>(each.bytes);
  }
  const auto choices = chooseAdaptively(sensitivity, 0.001);  // 30 dB
  REQUIRE(choices[0].candidate == std::optional<std::size_t>(1));
  REQUIRE(choices[0].why.text() ==
          std::string(
              "first becomes kmeans:bits=3, 9.5 times smaller: the outputs' noise is 31.0 dB below them; with the next "
              "smaller, kmeans:bits=2, 25.0 dB"));
}

/// Other data, other measurements, other choices: on a real network.
TEST_CASE("followsTheData") {
  SensitivityRequest request;
  request.model = Model::open(resourcePath("sample/dscnn_fashion.onnx").value()).value();
  request.candidates = adaptiveCandidates();
  request.data.spec = "sample";
  request.data.calibrationPart = true;
  request.data.limit = 60;
  const auto all = measureSensitivity(request, Job{});
  BW_VERIFY_RESULT(all);
  const auto loose = chooseAdaptively(*all, 0.05);
  const auto tight = chooseAdaptively(*all, 0.0);
  for (const auto& choice : loose) REQUIRE_MESSAGE(choice.candidate, choice.why.text());
  for (const auto& choice : tight) {
    if (choice.candidate) REQUIRE(all->layers[choice.layer].scores[*choice.candidate].agreement == std::optional(1.0));
  }
  REQUIRE(adaptiveRecipe(*all, loose).rules.size() == all->layers.size());
  REQUIRE(!(adaptiveRecipe(*all, loose) == adaptiveRecipe(*all, tight)));
  request.data.seed = 7;
  const auto others = measureSensitivity(request, Job{});
  BW_VERIFY_RESULT(others);
  REQUIRE(!(adaptiveRecipe(*all, tight) == adaptiveRecipe(*others, chooseAdaptively(*others, 0.0))));
}
