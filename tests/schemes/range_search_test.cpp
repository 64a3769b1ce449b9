// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/range_search.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

#include "core/numerics/uniform_error.h"
#include "core/numerics/uniform_scale.h"
#include "core/schemes/common_parameters.h"
#include "tests/schemes/encoding.h"
#include "tests/support/result_check.h"

using namespace bitwright;
using namespace bitwright::testing;

namespace {

/// The error that is searched for the least of, of one group whose levels cover [minimum, maximum], by the scalar
/// library's own rounding.
double errorOf(std::span<const float> weights, float minimum, float maximum, const RangeSearch& search) {
  const UniformScale chosen = search.symmetric ? symmetricScale(minimum, maximum, search.bits, DataType::float32)
                                               : affineScale(minimum, maximum, search.bits, DataType::float32);
  const double lowest = -chosen.zeroPoint;
  const double highest = (1 << search.bits) - 1 - chosen.zeroPoint;
  const int norm = search.rule == RangeRule::lp ? search.norm : 2;
  double sum = 0.0;
  for (const float weight : weights) {
    const double level = std::clamp(std::nearbyint(static_cast<double>(weight / chosen.scale)), lowest, highest);
    const double error = static_cast<double>(weight) - static_cast<double>(chosen.scale * static_cast<float>(level));
    sum += std::pow(std::abs(error), norm);
  }
  return sum;
}

/// The rules that search: `mse`, and `lp` with each norm.
std::vector<RangeSearch> searches(int bits, bool symmetric) {
  std::vector<RangeSearch> all{{RangeRule::mse, 99.9, bits, symmetric}};
  for (int norm = kLeastNorm; norm <= kMostNorm; ++norm) all.push_back({RangeRule::lp, 99.9, bits, symmetric, norm});
  return all;
}

std::string nameOf(const MadeTensor& made, const RangeSearch& search) {
  const std::string rule = search.rule == RangeRule::mse ? std::string("mse") : fmt::format("lp {}", search.norm);
  return fmt::format("{}, {}, {} bits", made.name.c_str(), rule, search.bits);
}

GroupRanges rangesOf(const MadeTensor& made, const RangeSearch& search, const Job& job = {}) {
  const WeightView view = made.view();
  return findGroupRanges(view, Grouping::perChannel(view.shape, view.channelAxis), search, job).value();
}

std::vector<MadeTensor> samples(std::int64_t count) {
  std::mt19937 random(21);
  std::normal_distribution<float> normal(0.0F, 0.05F);
  std::student_t_distribution<float> heavy(4.0F);
  std::gamma_distribution<float> skewed(2.0F, 0.1F);
  std::vector<MadeTensor> tensors;
  tensors.push_back(
      makeTensor("normal", {1, count}, 0, DataType::float32, [&](std::int64_t) { return normal(random); }));
  tensors.push_back(
      makeTensor("heavy tails", {1, count}, 0, DataType::float32, [&](std::int64_t) { return heavy(random); }));
  tensors.push_back(
      makeTensor("skewed", {1, count}, 0, DataType::float32, [&](std::int64_t) { return skewed(random) - 0.05F; }));
  return tensors;
}

}  // namespace

TEST_CASE("percentilesAreQuantiles") {
  // 0, 1, … 100 in another order: the least that p % do not exceed.
  const auto made =
      makeTensor("p", {1, 101}, 0, DataType::float32, [](std::int64_t i) { return static_cast<float>(i * 37 % 101); });
  for (const double percentile : {50.0, 80.5, 99.0, 100.0}) {
    const auto symmetric = rangesOf(made, {RangeRule::percentile, percentile, 8, true});
    const auto expected = static_cast<float>(std::ceil(1.01 * percentile) - 1.0);
    REQUIRE(symmetric.maximum.front() == expected);
    REQUIRE(symmetric.minimum.front() == -symmetric.maximum.front());
    const auto affine = rangesOf(made, {RangeRule::percentile, percentile, 8, false});
    REQUIRE(affine.maximum.front() == expected);
    REQUIRE(affine.minimum.front() == 0.0F);  // zero is always in the range
  }
  const auto shifted = makeTensor("s", {1, 101}, 0, DataType::float32,
                                  [](std::int64_t i) { return static_cast<float>(i * 37 % 101 - 50); });
  const auto tails = rangesOf(shifted, {RangeRule::percentile, 90.0, 8, false});
  REQUIRE(tails.minimum.front() == -40.0F);
  REQUIRE(tails.maximum.front() == 40.0F);
}

TEST_CASE("allWeightsAreTheHundredthPercentile") {
  for (const auto& made : samples(1000)) {
    const auto all = rangesOf(made, {});
    const auto found = rangesOf(made, {RangeRule::percentile, 100.0, 8, false});
    REQUIRE(found.minimum == all.minimum);
    REQUIRE(found.maximum == all.maximum);
  }
}

TEST_CASE("noOfAThousandClipsIsBetter") {
  for (const auto& made : samples(20000)) {
    const auto weights = made.values();
    const auto all = rangesOf(made, {});
    for (const int bits : {2, 3, 4, 6}) {
      for (const RangeSearch& search : searches(bits, true)) {
        const auto found = rangesOf(made, search);
        const double error = errorOf(weights, found.minimum.front(), found.maximum.front(), search);
        double least = std::numeric_limits<double>::infinity();
        for (int i = 1; i <= 1000; ++i) {
          const float share = 0.001F * static_cast<float>(i);
          least = std::min(least, errorOf(weights, share * all.minimum.front(), share * all.maximum.front(), search));
        }
        REQUIRE_MESSAGE(error <= 1.001 * least, fmt::format("{}: {}", nameOf(made, search), error / least));
      }
    }
  }
}

TEST_CASE("bothEndsOfAffineRangesAreFound") {
  for (const auto& made : samples(4000)) {
    const auto weights = made.values();
    const auto all = rangesOf(made, {});
    for (const int bits : {2, 4}) {
      for (const RangeSearch& search : searches(bits, false)) {
        const auto found = rangesOf(made, search);
        const double error = errorOf(weights, found.minimum.front(), found.maximum.front(), search);
        double least = std::numeric_limits<double>::infinity();
        for (int low = 0; low <= 32; ++low) {
          for (int high = 1; high <= 32; ++high) {
            const float minimum = static_cast<float>(low) / 32.0F * all.minimum.front();
            least = std::min(least,
                             errorOf(weights, minimum, static_cast<float>(high) / 32.0F * all.maximum.front(), search));
          }
        }
        REQUIRE_MESSAGE(error <= 1.001 * least, fmt::format("{}: {}", nameOf(made, search), error / least));
      }
    }
  }
}

TEST_CASE("isNeverWorseThanAllWeights") {
  for (const auto& made : finiteTensors()) {
    const WeightView view = made.view();
    const auto values = made.values();
    const Grouping grouping = Grouping::perChannel(view.shape, view.channelAxis);
    for (int bits = 2; bits <= 16; ++bits) {
      auto every = searches(bits, true);
      for (const RangeSearch& search : searches(bits, false)) every.push_back(search);
      for (const RangeSearch& search : every) {
        const auto all = rangesOf(made, {});
        const auto found = rangesOf(made, search);
        for (std::int64_t group = 0; group < grouping.groupCount(); ++group) {
          std::vector<float> members;
          for (std::size_t i = 0; i < values.size(); ++i) {
            if (grouping.groupOf(static_cast<std::int64_t>(i)) == group) members.push_back(values[i]);
          }
          const auto at = static_cast<std::size_t>(group);
          const double before = errorOf(members, all.minimum[at], all.maximum[at], search);
          const double after = errorOf(members, found.minimum[at], found.maximum[at], search);
          REQUIRE_MESSAGE(after <= before * (1.0 + 1e-9),
                          fmt::format("{}: {} > {}", nameOf(made, search), after, before));
        }
      }
    }
  }
}

TEST_CASE("gainsAtFewBits") {
  const auto made = gaussianTensor({8, 2000}, 22);
  const auto values = made.values();
  for (const bool symmetric : {true, false}) {
    const auto total = [&](RangeRule rule) {
      const RangeSearch search{rule, 99.9, 3, symmetric};
      const auto ranges = rangesOf(made, search);
      double sum = 0.0;
      for (std::size_t row = 0; row < 8; ++row)
        sum += errorOf(std::span(values).subspan(row * 2000, 2000), ranges.minimum[row], ranges.maximum[row], search);
      return sum;
    };
    REQUIRE(total(RangeRule::mse) < 0.6 * total(RangeRule::minmax));
    REQUIRE(total(RangeRule::mse) < total(RangeRule::percentile));
  }
}

/// The higher the norm, the more a cut costs beside a coarse step: the range widens.
TEST_CASE("higherNormsCutOffLess") {
  const auto made = gaussianTensor({1, 20000}, 28);
  const float all = rangesOf(made, {}).maximum.front();
  float before = 0.0F;
  for (const int norm : {2, 3, 4, 6}) {
    const float reach = rangesOf(made, {RangeRule::lp, 99.9, 3, true, norm}).maximum.front();
    REQUIRE_MESSAGE((reach > 1.05F * before && reach < all), fmt::format("norm {}: {} after {}", norm, reach, before));
    before = reach;
  }
  const auto squared = rangesOf(made, {RangeRule::mse, 99.9, 3, true});
  REQUIRE(std::abs(rangesOf(made, {RangeRule::lp, 99.9, 3, true, 2}).maximum.front() - squared.maximum.front()) <=
          1e-6F * all);
}

TEST_CASE("theSchemeFollowsTheRange") {
  const auto made = gaussianTensor({8, 2000}, 27);
  const auto error = [&](const char* range, double percentile) {
    return squaredError(
        made, encodeBy("uniform", made, {{"bits", number(4)}, {"range", word(range)}, {"percentile", percentile}}));
  };
  REQUIRE(error("mse", 99.9) < error("percentile", 99.0));
  REQUIRE(error("percentile", 99.0) < error("minmax", 99.9));
  REQUIRE(error("percentile", 100.0) == error("minmax", 99.9));
  REQUIRE(error("percentile", 60.0) > error("minmax", 99.9));
  REQUIRE((error("mse", 99.9) < error("lp", 99.9) && error("lp", 99.9) < error("minmax", 99.9)));
  const auto standard = encodeBy("uniform", made, {{"bits", number(4)}});
  REQUIRE(standard.terms.front().scales ==
          encodeBy("uniform", made, {{"bits", number(4)}, {"range", word("lp")}, {"norm", number(3)}})
              .terms.front()
              .scales);
}

TEST_CASE("isTheSameOnAnyNumberOfThreads") {
  const auto wide = gaussianTensor({1, 300001}, 23);
  const auto rows = gaussianTensor({67, 901}, 24);
  for (const auto* made : {&wide, &rows}) {
    auto every = searches(4, true);
    for (const RangeSearch& search : searches(4, false)) every.push_back(search);
    for (const RangeSearch& search : every) {
      const auto one = rangesOf(*made, search, Job().withThreads(1));
      const auto several = rangesOf(*made, search, Job().withThreads(5));
      REQUIRE((one.minimum == several.minimum && one.maximum == several.maximum));
    }
  }
}

TEST_CASE("stopsWhenAsked") {
  const auto made = gaussianTensor({1, 1000}, 25);
  const WeightView view = made.view();
  std::stop_source source;
  source.request_stop();
  const auto stopped = findGroupRanges(view, Grouping::wholeTensor(1000), {RangeRule::mse, 99.9, 4, true},
                                       Job().withStop(source.get_token()));
  REQUIRE((!stopped.has_value() && stopped.error().kind == ErrorKind::cancelled));
}

TEST_CASE("fitsAreWhatTheyClaim") {
  const auto made = gaussianTensor({1, 5003}, 26);
  const auto weights = made.values();
  for (const int highest : {1, 7, 127, 32767}) {
    const float scale = 0.15F / static_cast<float>(highest);
    for (int norm = kLeastNorm; norm <= kMostNorm; ++norm) {
      const UniformFit fit = fitUniform(weights, static_cast<double>(scale), -highest - 1, highest, norm, {});
      const double error = uniformError(weights, scale, -highest - 1, highest, norm, {});
      REQUIRE_MESSAGE(std::abs(fit.error - error) < 1e-3 * error, fmt::format("norm {}: {}", norm, fit.error / error));
      const double refined =
          uniformError(weights, static_cast<float>(fit.refinedScale), -highest - 1, highest, norm, {});
      REQUIRE_MESSAGE(refined <= fit.refinedError * (1.0 + 1e-3), std::to_string(refined / fit.refinedError));
      REQUIRE(fit.refinedError <= fit.error);
    }
  }
}
