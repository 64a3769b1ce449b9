// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/scale_fit.h"

#include <doctest/doctest.h>

#include <cmath>

#include "tests/schemes/encoding.h"

using namespace bitwright;
using namespace bitwright::testing;

namespace {

/// Σ (x − scale · level)² of one group, the level chosen for x / `chosenBy`.
double errorOf(std::span<const float> weights, float scale, float chosenBy, std::span<const float> levels) {
  double sum = 0.0;
  for (const float weight : weights) {
    const auto nearest = *std::min_element(levels.begin(), levels.end(), [&](float a, float b) {
      return std::abs(weight / chosenBy - a) < std::abs(weight / chosenBy - b);
    });
    const double off = static_cast<double>(weight) - static_cast<double>(scale) * static_cast<double>(nearest);
    sum += off * off;
  }
  return sum;
}

}  // namespace

TEST_CASE("noOtherScaleIsBetterForTheSameLevels") {
  const auto made = gaussianTensor({6, 500}, 31);
  const auto weights = made.values();
  const WeightView view = made.view();
  const std::vector<float> levels{-1.0F, -0.4F, 0.0F, 0.3F, 0.9F};
  const std::vector<float> scales(6, 0.12F);
  const auto fit = fitScales(view, Grouping::perChannel(view.shape, view.channelAxis), scales, levels, {});
  double before = 0.0;
  for (std::size_t row = 0; row < 6; ++row) {
    const auto members = std::span(weights).subspan(row * 500, 500);
    const double least = errorOf(members, fit.scales[row], scales[row], levels);
    before += errorOf(members, scales[row], scales[row], levels);
    for (int i = -100; i <= 100; ++i) {
      const float other = fit.scales[row] * (1.0F + 0.003F * static_cast<float>(i));
      REQUIRE(errorOf(members, other, scales[row], levels) >= least * (1.0 - 1e-9));
    }
  }
  REQUIRE(std::abs(fit.error - before) <= 1e-6 * before);
}

TEST_CASE("whatHasNothingToFitStays") {
  // A group of zeros, one whose weights are all nearest to zero, and one that an odd table puts on the wrong side.
  const std::vector<float> rows{0.0F, 0.0F, 0.01F, -0.02F, 0.3F, 0.3F};
  const auto made = makeTensor("rows", {3, 2}, 0, DataType::float32,
                               [&](std::int64_t i) { return rows[static_cast<std::size_t>(i)]; });
  const WeightView view = made.view();
  const Grouping channels = Grouping::perChannel(view.shape, view.channelAxis);
  const auto fit =
      fitScales(view, channels, std::vector<float>{0.0F, 1.0F, 1.0F}, std::vector<float>{-1.0F, 0.0F, 1.0F}, {});
  REQUIRE(fit.scales == (std::vector<float>{0.0F, 1.0F, 1.0F}));
  const auto wrong =
      fitScales(view, channels, std::vector<float>{0.0F, 1.0F, 1.0F}, std::vector<float>{-1.0F, -0.5F}, {});
  REQUIRE(wrong.scales[2] == 1.0F);
}

TEST_CASE("isTheSameOnAnyNumberOfThreads") {
  const auto made = gaussianTensor({67, 901}, 32);
  const WeightView view = made.view();
  const Grouping blocks = Grouping::perBlock(view.shape, view.channelAxis, 32);
  const std::vector<float> scales(static_cast<std::size_t>(blocks.groupCount()), 0.1F);
  const std::vector<float> levels{-1.0F, -0.2F, 0.1F, 0.8F};
  const auto one = fitScales(view, blocks, scales, levels, Job().withThreads(1));
  const auto several = fitScales(view, blocks, scales, levels, Job().withThreads(5));
  REQUIRE((one.scales == several.scales && one.error == several.error));
}
