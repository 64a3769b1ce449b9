// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

#include "core/numerics/kmeans_1d.h"
#include "tests/schemes/encoding.h"
#include "tests/support/result_check.h"

using namespace bitwright;
using namespace bitwright::testing;

namespace {

std::vector<EncodedTensor> share(const std::vector<MadeTensor>& group, const ParameterValues& given) {
  const Scheme& scheme = *findScheme("sharing");
  std::vector<WeightView> views;
  for (const auto& made : group) views.push_back(made.view());
  auto tensors = scheme.encode(views, completeParameters(scheme, given).value(), {});
  return tensors ? std::move(*tensors) : throw std::runtime_error(tensors.error().line());
}

const Codebook* codebookOf(const EncodedTensor& tensor) {
  return std::get<TableLevels>(tensor.terms.front().levels).codebook.get();
}

}  // namespace

TEST_CASE("oneTableForAll") {
  for (const std::int64_t clusters : {2, 3, 17, 64, 200, 1000}) {
    const auto tensors = share({gaussianTensor({30, 40}, 1), gaussianTensor({7, 9}, 2), gaussianTensor({64, 20}, 3)},
                               {{"clusters", number(clusters)}});
    REQUIRE(tensors.size() == std::size_t{3});
    int bits = 1;
    while (std::int64_t{1} << bits < clusters) ++bits;
    for (const auto& tensor : tensors) {
      REQUIRE(codebookOf(tensor) == codebookOf(tensors.front()));
      REQUIRE(tensor.terms.front().codes.bits() == bits);
    }
    REQUIRE(codebookOf(tensors.front())->levels == clusters);
  }
}

TEST_CASE("withoutScaleItIsKMeansOfAllWeights") {
  // The levels are those of one tensor that holds the weights of both.
  const auto a = gaussianTensor({30, 40}, 4);
  const auto b = gaussianTensor({20, 10}, 5);
  auto all = a.values();
  const auto more = b.values();
  all.insert(all.end(), more.begin(), more.end());
  const auto tensors = share({a, b}, {{"clusters", number(16)}, {"scale", word("none")}});
  const auto alone = encodeBy("kmeans", listedTensor(all), {{"bits", number(4)}, {"scale", word("none")}});
  REQUIRE(codebookOf(tensors.front())->values == tableOf(alone));
  REQUIRE(tensors.front().terms.front().scales.empty());
}

TEST_CASE("scalesLetLayersOfDifferentSizeShare") {
  // The same weights, a thousand times smaller in the second layer: with scales both are stored equally well.
  const auto large = gaussianTensor({30, 40}, 6);
  auto floats = large.values();
  const auto small = makeTensor("small", {30, 40}, 0, DataType::float32,
                                [&](std::int64_t i) { return floats[static_cast<std::size_t>(i)] / 1024.0F; });
  const auto scaled = share({large, small}, {{"clusters", number(16)}, {"scale", word("channel")}});
  const double relativeLarge = squaredError(large, scaled[0]);
  const double relativeSmall = squaredError(small, scaled[1]) * 1024.0 * 1024.0;
  REQUIRE(std::abs(relativeLarge - relativeSmall) <= 1e-6 * relativeLarge);
  const auto plain = share({large, small}, {{"clusters", number(16)}, {"scale", word("none")}});
  REQUIRE(squaredError(small, plain[1]) * 1024.0 * 1024.0 > 4.0 * relativeSmall);
}

/// Layers whose weights are spread differently below their largest: scales that are fitted to the one codebook leave
/// less error than the largest magnitudes do, of which the codebook alone is the optimum.
TEST_CASE("scalesAreFittedToTheCodebook") {
  std::mt19937 random(9);
  std::student_t_distribution<float> heavy(3.0F);
  std::uniform_real_distribution<float> flat(-0.1F, 0.1F);
  const auto tailed =
      makeTensor("tailed", {16, 300}, 0, DataType::float32, [&](std::int64_t) { return 0.05F * heavy(random); });
  const auto even = makeTensor("even", {16, 300}, 0, DataType::float32, [&](std::int64_t) { return flat(random); });
  for (const char* scale : {"channel", "block"}) {
    for (const std::int64_t clusters : {4, 8, 16}) {
      const ParameterValues given{
          {"clusters", number(clusters)}, {"scale", word(scale)}, {"scales", word("32")}, {"table", word("32")}};
      const auto fitted = share({tailed, even}, given);
      std::vector<WeightedValue> items;
      for (const auto* made : {&tailed, &even}) {
        const auto weights = made->values();
        const WeightView view = made->view();
        const Grouping groups = std::string_view(scale) == "channel" ? Grouping::perChannel(view.shape, 0)
                                                                     : Grouping::perBlock(view.shape, 0, 32);
        std::vector<float> largest(static_cast<std::size_t>(groups.groupCount()), 0.0F);
        const auto largestOf = [&](std::size_t i) -> float& {
          return largest[static_cast<std::size_t>(groups.groupOf(static_cast<std::int64_t>(i)))];
        };
        for (std::size_t i = 0; i < weights.size(); ++i) largestOf(i) = std::max(largestOf(i), std::abs(weights[i]));
        for (std::size_t i = 0; i < weights.size(); ++i)
          items.push_back({weights[i] / largestOf(i), largestOf(i) * largestOf(i)});
      }
      const auto levels = kMeans1d(items, static_cast<int>(clusters), {});
      double plain = 0.0;
      for (const auto& item : items) {
        double least = std::numeric_limits<double>::infinity();
        for (const float level : levels)
          least = std::min(least, std::pow(static_cast<double>(item.value) - static_cast<double>(level), 2.0));
        plain += least * static_cast<double>(item.weight);
      }
      const double error = squaredError(tailed, fitted[0]) + squaredError(even, fitted[1]);
      REQUIRE_MESSAGE(error < 0.99 * plain, fmt::format("{} {}: {}", scale, clusters, error / plain));
    }
  }
}

/// A scale that grew could take the outermost level out of float16: then the largest magnitudes stay.
TEST_CASE("levelsStayFinite") {
  std::mt19937 random(10);
  std::normal_distribution<float> draw(0.0F, 20000.0F);
  const auto made = makeTensor("wide", {8, 64}, 0, DataType::float16, [&](std::int64_t i) {
    return i % 64 == 0 ? 65504.0F : std::clamp(draw(random), -65504.0F, 65504.0F);
  });
  for (const std::int64_t clusters : {3, 4, 8}) {
    const auto tensors = share({made}, {{"clusters", number(clusters)}});
    for (const float value : tensors.front().decode()) REQUIRE(std::isfinite(value));
  }
}

TEST_CASE("prunedAndEmptyMembersAreWelcome") {
  const auto thin = pruned(gaussianTensor({30, 40}, 7), [](std::int64_t i) { return i % 10 == 0; });
  const auto empty = makeTensor("empty", {0, 4}, 0, DataType::float32, [](std::int64_t) { return 0.0F; });
  const auto tensors = share({thin, empty, gaussianTensor({8, 8}, 8)}, {{"clusters", number(8)}});
  REQUIRE(tensors[0].terms.front().codes.size() == std::int64_t{120});
  REQUIRE(tensors[1].terms.front().codes.size() == std::int64_t{0});
  const auto decoded = tensors[0].decode();
  for (std::size_t i = 0; i < decoded.size(); ++i) REQUIRE((i % 10 == 0 || decoded[i] == 0.0F));
}
