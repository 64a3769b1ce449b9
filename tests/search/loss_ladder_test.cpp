// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/loss_ladder.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <iterator>
#include <limits>
#include <stop_token>

#include "core/base/resources.h"
#include "core/search/search_recipe.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

constexpr double kNotMeasured = std::numeric_limits<double>::quiet_NaN();

SearchRequest requestOn(std::int64_t samples) {
  SearchRequest request;
  request.model = Model::open(resourcePath("sample/dscnn_fashion.onnx").value()).value();
  // So many that they are not all measured.
  for (int bits = 2; bits <= 8; ++bits) {
    for (const char* range : {"mse", "minmax"}) {
      for (const char* granularity : {"channel", "tensor"})
        request.candidates.push_back(
            parseSpec(fmt::format("uniform:bits={},range={},granularity={}+bias_correction", bits, range, granularity))
                .value());
    }
  }
  for (const char* text : {"kmeans:bits=2", "kmeans:bits=3+bias_correction", "keep"})
    request.candidates.push_back(parseSpec(text).value());
  request.data = {.spec = "sample", .calibrationPart = true, .limit = samples};
  request.goal.maxBytes = 24'000;
  request.evaluations = 5;
  request.mostForAll = 0;
  return request;
}

}  // namespace

TEST_CASE("aByteCostsWhatTheBestMixGivesForIt") {
  // Layer 0 gains 8 by its second 10 bytes, layer 1 gains 2: at 30 bytes only layer 0 has them, for a price between.
  const LossTable losses{{9.0, 1.0}, {3.0, 1.0}};
  const auto bytes = [](std::size_t, std::size_t at) { return std::uint64_t{10} * (at + 1); };
  const double price = priceOfByte(losses, bytes, 30);
  REQUIRE(price > 0.199);
  REQUIRE(price < 0.801);
  REQUIRE(priceOfByte(losses, bytes, 40) == 0.0);
  REQUIRE(priceOfByte(losses, bytes, 20) >= 0.799);
}

TEST_CASE("aFewWaysOfAllSizesComeFirst") {
  const std::vector<std::uint64_t> bytes{50, 10, 20, 20, 30, 80, 40, 60, 70};
  REQUIRE(spreadBySize(bytes, 3) == (std::vector<std::size_t>{1, 6, 5}));
  REQUIRE(spreadBySize(bytes, 20) == (std::vector<std::size_t>{1, 2, 4, 6, 0, 7, 8, 5}));
}

TEST_CASE("whatWasNotMeasuredLiesBetween") {
  const std::vector<std::uint64_t> bytes{100, 400, 200, 50, 800};
  const auto filled = filledIn(std::vector<double>{4.0, 1.0, kNotMeasured, kNotMeasured, kNotMeasured}, bytes);
  REQUIRE(std::abs(filled[2] - 2.0) < 1e-12);
  REQUIRE(filled[3] == 4.0);
  REQUIRE(filled[4] == 1.0);
}

TEST_CASE("aLayerAlikeFollowsTheFirstOne") {
  const std::vector<std::uint64_t> bytes{100, 200, 400, 800, 50};
  const std::vector<double> pattern{8.0, 4.0, 1.0, 0.1, 20.0};
  // Three times it at 100 bytes, half of that at 400: between them in the logarithms of both, beyond as the nearest.
  const std::vector<double> losses{24.0, kNotMeasured, 1.5, kNotMeasured, kNotMeasured};
  const auto filled = filledAlike(losses, pattern, bytes);
  REQUIRE((filled[0] == 24.0 && filled[2] == 1.5));
  REQUIRE(std::abs(filled[1] - 4.0 * std::sqrt(3.0 * 1.5)) < 1e-9);
  REQUIRE(std::abs(filled[3] - 0.15) < 1e-12);
  REQUIRE(std::abs(filled[4] - 60.0) < 1e-9);
}

TEST_CASE("layersAlikeAreFoundByWhatTheyAre") {
  const auto request = requestOn(32);
  AllocationTable::Settings settings;
  settings.data = request.data;
  const auto table = AllocationTable::make(request.model, {parseSpec("uniform:bits=4").value()}, settings, Job{});
  BW_VERIFY_RESULT(table);
  std::size_t alike = 0;
  std::vector<const WeightTensor*> layers;
  for (const auto& tensor : request.model->tensors()) {
    if (tensor.compressible) layers.push_back(&tensor);
  }
  REQUIRE(layers.size() == table->layerCount());
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    const auto first = table->firstAlike(layer);
    REQUIRE((first <= layer && table->firstAlike(first) == first));
    REQUIRE((layers[first]->shape == layers[layer]->shape && layers[first]->op == layers[layer]->op));
    alike += first != layer ? 1 : 0;
  }
  REQUIRE(alike == 2);  // the first depthwise one is as large as the stem, the fourth as the third
}

TEST_CASE("theLadderIsTheSameOnAnyThreads") {
  const auto two = searchRecipe(requestOn(96), Job({}, {}, 2));
  BW_VERIFY_RESULT(two);
  REQUIRE((two->chosen && two->samples == 96 && two->chosen->bytes <= 24'000));
  const auto one = searchRecipe(requestOn(96), Job({}, {}, 1));
  BW_VERIFY_RESULT(one);
  REQUIRE(one->chosen->recipe == two->chosen->recipe);
  REQUIRE(one->chosen->loss == two->chosen->loss);
  REQUIRE(one->evaluations == two->evaluations);
}

TEST_CASE("aStoppedSearchGoesOn") {
  const ScratchFolder made;
  auto asked = requestOn(96);
  asked.evaluations = 3;
  const auto whole = searchRecipe(asked, Job{});
  BW_VERIFY_RESULT(whole);
  asked.resultsIn = made.path() / "steps";
  std::stop_source stop;
  const auto stopped =
      searchRecipe(asked, Job(stop.get_token(), {}), [&](const SearchResult&) { stop.request_stop(); });
  BW_VERIFY_RESULT(stopped);
  REQUIRE((stopped->stopped && stopped->evaluations == 1));
  const auto count = [&] {
    return std::distance(std::filesystem::directory_iterator(asked.resultsIn), std::filesystem::directory_iterator());
  };
  const auto first = count();
  REQUIRE(first > 1);
  const auto rest = searchRecipe(asked, Job{});
  BW_VERIFY_RESULT(rest);
  REQUIRE(count() > first);
  REQUIRE((rest->evaluations == whole->evaluations && rest->chosen->recipe == whole->chosen->recipe));
  REQUIRE((rest->chosen->loss == whole->chosen->loss && rest->chosen->bytes == whole->chosen->bytes));
  // All is there now: nothing is run, and the same is found.
  const auto kept = count();
  const auto again = searchRecipe(asked, Job{});
  BW_VERIFY_RESULT(again);
  REQUIRE((count() == kept && again->chosen->recipe == whole->chosen->recipe));
  REQUIRE((again->chosen->loss == whole->chosen->loss && again->chosen->bytes == whole->chosen->bytes));
  REQUIRE(again->samples == 96);
}
