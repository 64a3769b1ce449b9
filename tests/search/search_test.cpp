// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <stop_token>

#include "core/base/resources.h"
#include "core/compress/compress.h"
#include "core/compress/modifiers/bias_correction_modifier.h"
#include "core/evaluation/compare_variants.h"
#include "core/export/export.h"
#include "core/search/knapsack.h"
#include "core/search/pairwise_swaps.h"
#include "core/search/search_recipe.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

class SearchTest {
 protected:
  SearchTest() { model_ = Model::open(resourcePath("sample/dscnn_fashion.onnx").value()).value(); }

  ScratchFolder made_;
  std::shared_ptr<const Model> model_;

  SearchRequest request(int evaluations) {
    SearchRequest request;
    request.model = model_;
    for (const char* text :
         {"kmeans:bits=2", "kmeans:bits=3+bias_correction", "uniform:bits=4,range=mse+bias_correction", "keep"})
      request.candidates.push_back(parseSpec(text).value());
    request.data = {.spec = "sample", .calibrationPart = true, .limit = 64};
    request.evaluations = evaluations;
    return request;
  }
};

}  // namespace

TEST_CASE_FIXTURE(SearchTest, "theKnapsackIsExact") {
  // Every choice of three lists, by hand: the best within 10 is the second, the first and the third.
  const std::vector<std::vector<KnapsackOption>> lists{
      {{5.0, 1}, {1.0, 4}, {0.0, 9}}, {{3.0, 2}, {2.5, 3}}, {{9.0, 1}, {4.0, 3}, {3.0, 4}}};
  const auto best = leastLoss(lists, 10);
  REQUIRE(best);
  REQUIRE(*best == (std::vector<std::size_t>{1, 0, 2}));
  REQUIRE(!leastLoss(lists, 3));
  REQUIRE(*leastLoss(lists, 4) == (std::vector<std::size_t>{0, 0, 0}));
  for (std::uint64_t budget = 4; budget < 20; ++budget) {
    double least = 1e9;
    for (const auto& a : lists[0]) {
      for (const auto& b : lists[1]) {
        for (const auto& c : lists[2]) {
          if (a.bytes + b.bytes + c.bytes <= budget) least = std::min(least, a.loss + b.loss + c.loss);
        }
      }
    }
    const auto found = *leastLoss(lists, budget);
    REQUIRE(lists[0][found[0]].loss + lists[1][found[1]].loss + lists[2][found[2]].loss == least);
  }
}

TEST_CASE_FIXTURE(SearchTest, "exchangesStayWithinTheBudget") {
  const LossTable losses{{5.0, 1.0}, {2.0, 3.0}, {1.0, 0.5}};
  const auto bytes = [](std::size_t, std::size_t candidate) {
    return candidate == 0 ? std::uint64_t{10} : std::uint64_t{20};
  };
  // Layer 0 gains 4 by 10 bytes that layer 1 gives for a loss of 1.
  const auto found = bestSwaps({{5.0, 1.0}, {2.0, 3.0}, {1.0, 0.5}}, {0, 1, 0}, bytes, 40, 9);
  REQUIRE(!found.empty());
  REQUIRE(found.front() == (std::vector<std::size_t>{1, 0, 0}));
  for (const auto& assignment : found) {
    std::uint64_t sum = 0;
    for (std::size_t layer = 0; layer < assignment.size(); ++layer) sum += bytes(layer, assignment[layer]);
    REQUIRE(sum <= 40);
  }
  REQUIRE(bestSwaps(losses, {1, 0, 1}, bytes, 50, 9).empty());
}

TEST_CASE_FIXTURE(SearchTest, "oneCodebookForAllIsTriedToo") {
  auto asked = request(40);
  asked.candidates.clear();
  asked.data.limit = 32;
  asked.goal.maxBytes = 26'000;
  asked.evaluations = 3;
  auto result = searchRecipe(asked, Job{});
  BW_VERIFY_RESULT(result);
  const auto sharing = [](const SearchPoint& point) {
    return point.recipe.all && point.recipe.all->text().starts_with("sharing:clusters=");
  };
  REQUIRE((result->chosen && result->chosen->bytes <= 26'000));
  REQUIRE(result->evaluations <= 3);
  // What the layers chose one by one does less loss here; the shared codebook is on the front where it is smaller.
  for (const auto& point : result->front) {
    if (sharing(point)) REQUIRE((point.bytes < result->chosen->bytes && point.loss > result->chosen->loss));
  }
}

TEST_CASE_FIXTURE(SearchTest, "theFastestIsFasterAndKeepsItsBound") {
  for (const double most : {1.0, 0.0}) {
    auto asked = request(most > 0.5 ? 2 : 20);
    asked.candidates.clear();
    asked.rounds = 3;
    asked.goal = {.maxDrop = most, .maxBytes = {}, .fastest = true};
    int told = 0;
    const auto result = searchRecipe(asked, Job{}, [&](const SearchResult&) { ++told; });
    BW_VERIFY_RESULT(result);
    REQUIRE((told >= 1 && result->evaluations <= asked.evaluations && !result->stopped));
    REQUIRE((result->chosen && result->chosen->speedup && *result->chosen->expectedDrop <= most));
    REQUIRE((result->chosen->recipe == Recipe{} || result->chosen->speedup->low > 1.0));
    // Of those that may be as fast as the fastest it does the least loss.
    const auto fits = [most](const SearchPoint& point) {
      return *point.expectedDrop <= most && (point.recipe == Recipe{} || point.speedup->low > 1.0);
    };
    const auto fastest = std::find_if(result->front.begin(), result->front.end(), fits);
    REQUIRE((fastest != result->front.end() && result->chosen->speedup->high >= fastest->speedup->low));
    for (const auto& point : result->front) {
      if (fits(point) && point.speedup->high >= fastest->speedup->low) REQUIRE(result->chosen->loss <= point.loss);
    }
    REQUIRE(std::any_of(result->front.begin(), result->front.end(),
                        [](const SearchPoint& point) { return point.recipe == Recipe{}; }));
  }
}

TEST_CASE_FIXTURE(SearchTest, "aSearchKeepsItsBytesItsEvaluationsAndItsWord") {
  auto asked = request(6);
  asked.goal.maxBytes = 30'000;
  std::vector<int> seen;
  const auto result =
      searchRecipe(asked, Job({}, {}, 2), [&](const SearchResult& so) { seen.push_back(so.evaluations); });
  BW_VERIFY_RESULT(result);
  REQUIRE((result->chosen && !result->stopped));
  REQUIRE(result->chosen->bytes <= 30'000);
  REQUIRE((result->evaluations <= 6 && result->evaluations == static_cast<int>(seen.size())));
  for (std::size_t at = 1; at < result->front.size(); ++at) {
    REQUIRE(
        (result->front[at].bytes > result->front[at - 1].bytes && result->front[at].loss < result->front[at - 1].loss));
  }
  // The recipe gives that very file, and what was said of it.
  auto compressed = compress(model_, result->chosen->recipe, Job{}, asked.data);
  BW_VERIFY_RESULT(compressed);
  const auto written = exportModel(*compressed, made_.file("found.onnx"), {}, Job{});
  BW_VERIFY_RESULT(written);
  REQUIRE(written->fileBytes == result->chosen->bytes);
  CompareOptions options;
  options.data = options.calibration = asked.data;
  options.measures = {false, true, false, false};
  const auto judged = compareVariants(model_, {{"found", {}, result->chosen->recipe}}, options, Job{});
  BW_VERIFY_RESULT(judged);
  REQUIRE(std::abs(*judged->variants[1].fidelity->kl - *result->chosen->kl) < 1e-5);

  const auto alone = searchRecipe(asked, Job({}, {}, 1));
  BW_VERIFY_RESULT(alone);
  REQUIRE(alone->chosen->recipe == result->chosen->recipe);
  REQUIRE(alone->chosen->loss == result->chosen->loss);
}

TEST_CASE_FIXTURE(SearchTest, "theSmallestFileKeepsTheBound") {
  auto asked = request(8);
  asked.goal.maxDrop = 0.05;
  const auto result = searchRecipe(asked, Job{});
  BW_VERIFY_RESULT(result);
  REQUIRE((result->chosen && result->chosen->expectedDrop));
  REQUIRE(*result->chosen->expectedDrop <= 0.05);
  REQUIRE(result->chosen->bytes < model_->fileBytes() / 4);
}

/// To the byte: what notes of corrected biases take is kept free only where biases are corrected.
TEST_CASE_FIXTURE(SearchTest, "aBudgetOfTheVeryFileIsEnough") {
  const auto compressed = compress(model_, Recipe{{}, parseSpec("uniform:bits=8").value(), {}}, Job{});
  BW_VERIFY_RESULT(compressed);
  const auto measured = measureExport(*compressed, {}, "model.onnx", Job{});
  BW_VERIFY_RESULT(measured);
  auto asked = request(2);
  asked.candidates = {parseSpec("uniform:bits=8").value()};
  asked.goal.maxBytes = measured->fileBytes;
  const auto result = searchRecipe(asked, Job{});
  BW_VERIFY_RESULT(result);
  REQUIRE((result->chosen && result->chosen->bytes <= measured->fileBytes));
  asked.goal.maxBytes = measured->fileBytes - 1;
  const auto refused = searchRecipe(asked, Job{});
  REQUIRE((!refused && refused.error().kind == ErrorKind::input));
}

TEST_CASE_FIXTURE(SearchTest, "aStopGivesTheBestSoFar") {
  auto asked = request(20);
  asked.goal.maxBytes = 30'000;
  std::stop_source stop;
  const auto result = searchRecipe(asked, Job(stop.get_token(), {}), [&](const SearchResult&) { stop.request_stop(); });
  BW_VERIFY_RESULT(result);
  REQUIRE((result->stopped && result->chosen));
  REQUIRE(result->evaluations == 1);
}

TEST_CASE_FIXTURE(SearchTest, "whatCannotBeIsRefused") {
  auto asked = request(3);
  auto refused = searchRecipe(asked, Job{});
  REQUIRE((!refused && refused.error().kind == ErrorKind::usage));  // no goal
  asked.goal.maxBytes = 1'000;
  refused = searchRecipe(asked, Job{});
  REQUIRE((!refused && refused.error().kind == ErrorKind::input));
  asked.candidates = {parseSpec("smoothquant+uniform:bits=8").value()};
  refused = searchRecipe(asked, Job{});
  REQUIRE((!refused && refused.error().kind == ErrorKind::usage));
  asked.data.spec.clear();
  refused = searchRecipe(asked, Job{});
  REQUIRE((!refused && refused.error().kind == ErrorKind::usage));
}
