// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

#include "core/stats/error_metrics.h"
#include "core/stats/histogram.h"
#include "core/stats/moments.h"

using namespace bitwright;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

std::vector<float> heavyTailed(std::size_t count) {
  std::mt19937 random(1);
  std::student_t_distribution<float> draw(5.0F);
  std::vector<float> values(count);
  for (float& value : values) value = draw(random);
  return values;
}

bool near(double actual, double expected, double relative = 1e-12) {
  return std::abs(actual - expected) <= relative * std::abs(expected);
}

}  // namespace

TEST_CASE("momentsOfKnownValues") {
  const Moments moments = computeMoments(std::vector<float>{1.0F, 2.0F, 3.0F, 4.0F, 0.0F, -0.0F});
  REQUIRE(moments.count == std::int64_t{6});
  REQUIRE(moments.zeroCount == std::int64_t{2});
  REQUIRE(moments.minimum == 0.0);
  REQUIRE(moments.maximum == 4.0);
  REQUIRE(near(moments.mean, 10.0 / 6.0));
  REQUIRE(near(moments.standardDeviation, std::sqrt(30.0 / 6.0 - 100.0 / 36.0)));
  REQUIRE(near(moments.sparsity(), 1.0 / 3.0));
  REQUIRE(computeMoments(std::vector<float>{}).sparsity() == 0.0);
  REQUIRE(near(computeMoments(std::vector<float>{-1.0F, 1.0F}).kurtosis, 1.0));
  REQUIRE(computeMoments(std::vector<float>{7.0F, 7.0F}).kurtosis == 0.0);
}

TEST_CASE("momentsAgreeWithPlainSumsInLongDouble") {
  auto values = heavyTailed(300001);
  for (float& value : values) value += 1000.0F;  // far from zero: naive sums of squares would cancel
  const Moments moments = computeMoments(values);
  long double sum = 0.0L;
  for (const float value : values) sum += static_cast<long double>(value);
  const long double mean = sum / static_cast<long double>(values.size());
  long double second = 0.0L;
  long double fourth = 0.0L;
  for (const float value : values) {
    const long double distance = static_cast<long double>(value) - mean;
    second += distance * distance;
    fourth += distance * distance * distance * distance;
  }
  const long double variance = second / static_cast<long double>(values.size());
  REQUIRE(near(moments.mean, static_cast<double>(mean)));
  REQUIRE(near(moments.standardDeviation, static_cast<double>(std::sqrt(variance)), 1e-11));
  REQUIRE(near(moments.kurtosis,
               static_cast<double>(fourth / static_cast<long double>(values.size()) / (variance * variance)), 1e-10));
  const auto outliers = std::count_if(values.begin(), values.end(), [&](float value) {
    return std::abs(static_cast<double>(value) - moments.mean) > 5.0 * moments.standardDeviation;
  });
  REQUIRE(outliers > 0);
  REQUIRE(moments.outlierCount == static_cast<std::int64_t>(outliers));
}

TEST_CASE("whatIsNotFiniteIsCountedApart") {
  const Moments moments = computeMoments(std::vector<float>{kNan, 1.0F, kInfinity, -kInfinity, 3.0F});
  REQUIRE(moments.count == std::int64_t{2});
  REQUIRE(moments.nanCount == std::int64_t{1});
  REQUIRE(moments.infiniteCount == std::int64_t{2});
  REQUIRE(moments.mean == 2.0);
  REQUIRE(moments.maximum == 3.0);
  const Moments none = computeMoments(std::vector<float>{kNan});
  REQUIRE(none.minimum == 0.0);
  REQUIRE(none.mean == 0.0);
}

TEST_CASE("extremesDoNotOverflow") {
  constexpr float kMost = std::numeric_limits<float>::max();
  const Moments moments = computeMoments(std::vector<float>{kMost, -kMost, kMost, -kMost});
  REQUIRE(moments.mean == 0.0);
  REQUIRE(near(moments.standardDeviation, static_cast<double>(kMost)));
  REQUIRE(near(moments.kurtosis, 1.0));
}

TEST_CASE("threadsDoNotChangeMoments") {
  const auto values = heavyTailed(700001);
  const Moments one = computeMoments(values, Job().withThreads(1));
  for (const int threads : {2, 8}) {
    const Moments several = computeMoments(values, Job().withThreads(threads));
    REQUIRE(several.mean == one.mean);
    REQUIRE(several.standardDeviation == one.standardDeviation);
    REQUIRE(several.kurtosis == one.kurtosis);
  }
  WeightTensor tensor;
  tensor.shape = {700001};
  tensor.type = DataType::float32;
  tensor.bytes = std::as_bytes(std::span(values));
  REQUIRE(computeMoments(tensor).mean == one.mean);
  REQUIRE(computeMoments(tensor).kurtosis == one.kurtosis);
}

TEST_CASE("histogramCountsEveryValueOnce") {
  const std::vector<float> values{-1.5F, -1.0F, -0.5F, 0.0F, 0.49F, 0.5F, 1.0F, 1.01F, kNan, kInfinity, -kInfinity};
  const Histogram histogram = computeHistogram(values, -1.0, 1.0, 4);
  REQUIRE(histogram.counts == (std::vector<std::int64_t>{1, 1, 2, 2}));
  REQUIRE(histogram.below == std::int64_t{2});
  REQUIRE(histogram.above == std::int64_t{2});
  REQUIRE(histogram.nanCount == std::int64_t{1});
  REQUIRE(histogram.binWidth() == 0.5);
  REQUIRE(histogram.binCentre(0) == -0.75);
  REQUIRE(histogram.largestCount() == std::int64_t{2});
}

TEST_CASE("histogramOfOneValueHasOneBin") {
  const Histogram histogram = computeHistogram(std::vector<float>{2.0F, 2.0F, 3.0F}, 2.0, 2.0, 64);
  REQUIRE(histogram.counts == (std::vector<std::int64_t>{2}));
  REQUIRE(histogram.above == std::int64_t{1});
  REQUIRE(computeHistogram({}, 0.0, 1.0, 8).largestCount() == std::int64_t{0});
}

TEST_CASE("histogramOfManyValuesAddsUp") {
  const auto values = heavyTailed(900001);
  const Histogram one = computeHistogram(values, -3.0, 3.0, 100, Job().withThreads(1));
  const Histogram several = computeHistogram(values, -3.0, 3.0, 100, Job().withThreads(8));
  REQUIRE(several.counts == one.counts);
  std::int64_t sum = one.below + one.above;
  for (const auto count : one.counts) sum += count;
  REQUIRE(sum == std::int64_t{900001});
  const auto below = std::count_if(values.begin(), values.end(), [](float value) { return value < -3.0F; });
  REQUIRE(one.below == static_cast<std::int64_t>(below));
}

TEST_CASE("errorMetricsOfKnownValues") {
  const ErrorMetrics metrics = compareValues(std::vector<float>{3.0F, 4.0F}, std::vector<float>{3.0F, 3.5F});
  REQUIRE(metrics.meanSquaredError == 0.125);
  REQUIRE(near(metrics.sqnrDb, 20.0));
  REQUIRE(metrics.maxAbsDifference == 0.5);
  REQUIRE(metrics.maxAbsReference == 4.0);
  REQUIRE(near(metrics.cosine, 23.0 / (5.0 * std::sqrt(21.25))));
}

TEST_CASE("equalAndZeroValues") {
  const ErrorMetrics equal = compareValues(std::vector<float>{1.0F, -2.0F}, std::vector<float>{1.0F, -2.0F});
  REQUIRE((std::isinf(equal.sqnrDb) && equal.sqnrDb > 0.0));
  REQUIRE(near(equal.cosine, 1.0));
  REQUIRE(compareValues(std::vector<float>{0.0F}, std::vector<float>{0.0F}).cosine == 1.0);
  REQUIRE(compareValues(std::vector<float>{0.0F}, std::vector<float>{1.0F}).cosine == 0.0);
  REQUIRE(compareValues(std::vector<float>{1.0F}, std::vector<float>{-1.0F}).cosine == -1.0);
  const ErrorMetrics skipped = compareValues(std::vector<float>{kNan, 2.0F}, std::vector<float>{1.0F, 1.0F});
  REQUIRE(skipped.meanSquaredError == 1.0);
}

TEST_CASE("threadsDoNotChangeErrorMetrics") {
  const auto reference = heavyTailed(500001);
  auto actual = reference;
  for (float& value : actual) value = std::round(value * 16.0F) / 16.0F;
  const ErrorMetrics one = compareValues(reference, actual, Job().withThreads(1));
  const ErrorMetrics several = compareValues(reference, actual, Job().withThreads(8));
  REQUIRE(several.sqnrDb == one.sqnrDb);
  REQUIRE(several.cosine == one.cosine);
  REQUIRE(one.maxAbsDifference <= 1.0 / 32.0);
}
