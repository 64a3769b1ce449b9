// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// Each calibrator against a plain search for what it promises, on activations of many kinds.

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <set>
#include <vector>

#include "core/calibration/calibrator.h"
#include "tests/calibration/observed.h"
#include "tests/support/result_check.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

constexpr CalibrationTarget kTargets[] = {{8, false}, {8, true}, {4, false}, {16, false}, {16, true}, {2, true}};

Values finiteOf(const std::vector<Values>& samples) {
  Values all;
  for (const auto& sample : samples)
    std::copy_if(sample.begin(), sample.end(), std::back_inserter(all), [](float v) { return std::isfinite(v); });
  return all;
}

ActivationRange rangeOf(const char* id, const ObservedTensor& tensor, const CalibrationTarget& target = {},
                        const CalibratorOptions& options = {}) {
  return findCalibrator(id)->range(tensor, target, options).value();
}

/// The share of values that are strictly beyond a range.
double cutShare(const Values& values, double low, double high) {
  const auto beyond = std::count_if(values.begin(), values.end(), [&](float v) {
    return static_cast<double>(v) < low || static_cast<double>(v) > high;
  });
  return static_cast<double>(beyond) / static_cast<double>(values.size());
}

/// The formula of mse.cpp, value by value.
double expectedError(const Values& values, double low, double high, double steps) {
  const double step = (high - low) / steps;
  double sum = 0.0;
  for (const float value : values) {
    const double x = static_cast<double>(value);
    const double beyond = x > high ? x - high : low - x;
    if (beyond > 0.0)
      sum += beyond * beyond;
    else
      sum += std::abs(x) < 0.5 * step ? x * x : step * step / 12.0;
  }
  return sum;
}

/// What quantizing and back really costs.
double realError(const Values& values, double low, double high, double steps) {
  const double step = (high - low) / steps;
  const double zero = std::nearbyint(-low / step);
  double sum = 0.0;
  for (const float value : values) {
    const double code = std::clamp(std::nearbyint(static_cast<double>(value) / step) + zero, 0.0, steps);
    const double error = static_cast<double>(value) - step * (code - zero);
    sum += error * error;
  }
  return sum;
}

/// The least of `errorOf(low, high)` over shares of both ends, dense near the middle.
template <class Error>
double leastOnGrid(const ActivationRange& all, bool symmetric, const Error& errorOf) {
  constexpr int kGrid = 36;
  const auto share = [](int at) { return std::pow(static_cast<double>(at) / kGrid, 3.0); };
  const double least = static_cast<double>(all.low);
  const double greatest = static_cast<double>(all.high);
  double best = std::numeric_limits<double>::infinity();
  for (int high = symmetric ? 1 : 0; high <= kGrid; ++high) {
    for (int low = symmetric ? kGrid : 0; low <= kGrid; ++low) {
      const double gridHigh = share(high) * (symmetric ? std::max(-least, greatest) : greatest);
      const double gridLow = symmetric ? -gridHigh : share(low) * least;
      if (gridHigh > gridLow) best = std::min(best, errorOf(gridLow, gridHigh));
    }
  }
  return best;
}

/// Some of many values, for a grid's sake.
Values someOf(const std::vector<Values>& samples) {
  auto values = finiteOf(samples);
  std::mt19937 random(1);
  std::shuffle(values.begin(), values.end(), random);
  values.resize(std::min<std::size_t>(values.size(), 1500));
  return values;
}

/// As the levels lie: symmetrically where they are symmetric.
std::pair<double, double> endsOf(const ActivationRange& range, bool symmetric) {
  const double low = static_cast<double>(range.low);
  const double high = static_cast<double>(range.high);
  return symmetric ? std::pair(-std::max(-low, high), std::max(-low, high)) : std::pair(low, high);
}

/// The divergence of one limit as the definition has it, with P and Q written out.
double plainDivergence(const std::vector<double>& fine, std::size_t limit, std::size_t levels) {
  const std::size_t bins = 2 * levels;
  std::vector<double> counts(bins);
  for (std::size_t bin = 0; bin < bins; ++bin) {
    for (auto at = bin * limit / bins; at < (bin + 1) * limit / bins; ++at) counts[bin] += fine[at];
  }
  auto p = counts;
  for (std::size_t at = limit; at < fine.size(); ++at) p.back() += fine[at];
  std::vector<double> q(bins);
  for (std::size_t bin = 0; bin < bins; bin += 2) {
    const double held = counts[bin] + counts[bin + 1];
    const double filled = (p[bin] > 0.0 ? 1.0 : 0.0) + (p[bin + 1] > 0.0 ? 1.0 : 0.0);
    for (const auto at : {bin, bin + 1}) {
      if (p[at] > 0.0) q[at] = held / filled;
    }
  }
  double sumP = 0.0;
  double sumQ = 0.0;
  for (std::size_t bin = 0; bin < bins; ++bin) {
    sumP += p[bin];
    sumQ += q[bin];
  }
  double divergence = 0.0;
  for (std::size_t bin = 0; bin < bins; ++bin) {
    if (p[bin] == 0.0) continue;
    if (q[bin] == 0.0) return std::numeric_limits<double>::infinity();
    divergence += p[bin] / sumP * std::log(p[bin] / sumP * (sumQ / q[bin]));
  }
  return divergence;
}

/// Counts of |x| without zeros, over `width`.
std::vector<double> magnitudeCounts(const Values& values, double width) {
  std::vector<double> counts;
  for (const float value : values) {
    if (value == 0.0F) continue;
    const auto bin = static_cast<std::size_t>(std::abs(static_cast<double>(value)) / width);
    if (counts.size() <= bin) counts.resize(bin + 1);
    counts[bin] += 1.0;
  }
  return counts;
}

}  // namespace

TEST_CASE("theListIsTheContracts") {
  std::vector<std::string_view> ids;
  for (const auto* calibrator : allCalibrators()) {
    ids.push_back(calibrator->id());
    REQUIRE(findCalibrator(calibrator->id()) == calibrator);
    REQUIRE((*calibrator->name().english != 0 && *calibrator->description().english != 0 &&
             !calibrator->reference().empty()));
  }
  REQUIRE((ids == std::vector<std::string_view>{"minmax", "moving-average", "percentile", "entropy", "mse"}));
  REQUIRE(findCalibrator("kl") == nullptr);
}

/// Zero lies in every range, no range goes beyond what was seen, and none depends on the order of the samples.
TEST_CASE("everyRangeIsSound") {
  std::mt19937 random(2);
  for (const auto& [name, samples] : madeSamples()) {
    const auto tensor = observed(samples);
    auto shuffledSamples = samples;
    std::shuffle(shuffledSamples.begin(), shuffledSamples.end(), random);
    for (auto& sample : shuffledSamples) std::shuffle(sample.begin(), sample.end(), random);
    const auto shuffled = observed(shuffledSamples);
    for (const auto* calibrator : allCalibrators()) {
      for (const auto& target : kTargets) {
        const auto where = name + ", " + std::string(calibrator->id()) + ", " + std::to_string(target.bits);
        const auto range = calibrator->range(tensor, target);
        BW_VERIFY_RESULT(range);
        REQUIRE_MESSAGE(range->tensor == "t", where);
        REQUIRE_MESSAGE((range->low <= 0.0F && range->high >= 0.0F), where);
        REQUIRE_MESSAGE((!std::signbit(range->low) || range->low < 0.0F), where);
        REQUIRE_MESSAGE((range->low >= std::min(tensor.min, 0.0F) && range->high <= std::max(tensor.max, 0.0F)), where);
        REQUIRE_MESSAGE((range->low < range->high) == (tensor.min < 0.0F || tensor.max > 0.0F), where);
        REQUIRE_MESSAGE(*calibrator->range(shuffled, target) == *range, where);
      }
    }
  }
}

TEST_CASE("minmaxKeepsEverything") {
  for (const auto& entry : madeSamples()) {
    const auto& name = entry.first;
    const auto& samples = entry.second;
    const auto values = finiteOf(samples);
    const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
    const auto range = rangeOf("minmax", observed(samples));
    REQUIRE_MESSAGE((range.low == std::min(*least, 0.0F) && range.high == std::max(*greatest, 0.0F)), name);
  }
}

TEST_CASE("movingAverageIsTheMeanOfTheSamples") {
  for (const auto& entry : madeSamples()) {
    const auto& name = entry.first;
    const auto& samples = entry.second;
    long double low = 0.0L;
    long double high = 0.0L;
    int counted = 0;
    for (const auto& sample : samples) {
      const auto values = finiteOf({sample});
      if (values.empty()) continue;
      low += static_cast<long double>(*std::min_element(values.begin(), values.end()));
      high += static_cast<long double>(*std::max_element(values.begin(), values.end()));
      ++counted;
    }
    const auto range = rangeOf("moving-average", observed(samples));
    REQUIRE_MESSAGE(range.low == static_cast<float>(std::min(low / counted, 0.0L)), name);
    REQUIRE_MESSAGE(range.high == static_cast<float>(std::max(high / counted, 0.0L)), name);
  }
}

/// The end lies in the bin of the value at that rank, and no more than was asked for is cut off beyond that bin.
TEST_CASE("percentileCutsTheShare") {
  for (const auto& [name, samples] : madeSamples()) {
    const auto tensor = observed(samples);
    auto values = finiteOf(samples);
    std::sort(values.begin(), values.end());
    auto magnitudes = values;
    for (float& value : magnitudes) value = std::abs(value);
    std::sort(magnitudes.begin(), magnitudes.end());
    const double width = tensor.histogram.binWidth() * (1.0 + 1e-6);
    const auto atShare = [](const Values& sorted, double share) {
      const auto rank = std::ceil(share * static_cast<double>(sorted.size()) - 1e-9);
      return static_cast<double>(sorted[static_cast<std::size_t>(std::max(rank, 1.0)) - 1]);
    };
    for (const double percentile : {99.999, 99.0, 75.0, 100.0}) {
      const double cut = 1.0 - percentile / 100.0;
      const bool both = tensor.min < 0.0F && tensor.max > 0.0F;
      const auto range = rangeOf("percentile", tensor, {8, false}, {percentile});
      const auto low = static_cast<double>(range.low);
      const auto high = static_cast<double>(range.high);
      const double expectedHigh = std::max(atShare(values, 1.0 - (both ? cut / 2 : cut)), 0.0);
      const double expectedLow = std::min(atShare(values, std::max(both ? cut / 2 : cut, 1e-12)), 0.0);
      const auto where = name + " at " + std::to_string(percentile);
      if (expectedLow == 0.0 && expectedHigh == 0.0) {
        REQUIRE_MESSAGE((range.low == std::min(tensor.min, 0.0F) && range.high == std::max(tensor.max, 0.0F)), where);
      } else {
        REQUIRE_MESSAGE((std::abs(high - expectedHigh) <= width && std::abs(low - expectedLow) <= width), where);
        REQUIRE_MESSAGE(cutShare(values, low - width, high + width) <= cut + 1e-9, where);
      }
      const auto symmetric = rangeOf("percentile", tensor, {8, true}, {percentile});
      const double reach = std::max(-static_cast<double>(symmetric.low), static_cast<double>(symmetric.high));
      const double expectedReach = atShare(magnitudes, percentile / 100.0);
      if (expectedReach > 0.0) REQUIRE_MESSAGE(std::abs(reach - expectedReach) <= width, where);
    }
  }
}

TEST_CASE("percentileSplitsTheCutWhereThereAreBothSigns") {
  Values uniform;
  for (int at = 0; at < 100'000; ++at) uniform.push_back(static_cast<float>(at) / 50'000.0F - 1.0F);
  const auto both = rangeOf("percentile", observed({uniform}), {8, false}, {90.0});
  REQUIRE((std::abs(both.low + 0.9F) < 1e-3F && std::abs(both.high - 0.9F) < 1e-3F));
  for (float& value : uniform) value += 1.0F;
  const auto one = rangeOf("percentile", observed({uniform}), {8, false}, {90.0});
  REQUIRE((one.low == 0.0F && std::abs(one.high - 1.8F) < 1e-3F));
}

/// No limit tells less apart than the one that was chosen, by the definition written out.
TEST_CASE("entropyFindsTheLeastDivergence") {
  for (const auto& entry : madeSamples()) {
    const auto& name = entry.first;
    const auto& samples = entry.second;
    const auto tensor = observed(samples);
    const auto counts = magnitudeCounts(finiteOf(samples), tensor.histogram.binWidth());
    const bool oneSign = tensor.min >= 0.0F || tensor.max <= 0.0F;
    for (const auto& target : {CalibrationTarget{8, false}, CalibrationTarget{8, true}, CalibrationTarget{6, false}}) {
      const auto levels =
          std::size_t{1} << static_cast<unsigned>(oneSign && !target.symmetric ? target.bits : target.bits - 1);
      const auto range = rangeOf("entropy", tensor, target);
      const double reach = std::max(-static_cast<double>(range.low), static_cast<double>(range.high));
      const double largest = std::max(-static_cast<double>(tensor.min), static_cast<double>(tensor.max));
      if (counts.size() <= 2 * levels) {
        REQUIRE_MESSAGE(reach == std::max(largest, 0.0), name);
        continue;
      }
      const auto limit =
          reach == largest ? counts.size() : static_cast<std::size_t>(std::lround(reach / tensor.histogram.binWidth()));
      const double chosen = plainDivergence(counts, limit, levels);
      double least = chosen;
      const auto step = std::max<std::size_t>(1, (counts.size() - 2 * levels) / 512);
      const auto all = std::accumulate(counts.begin(), counts.end(), 0.0);
      for (auto other = counts.size(); other >= 2 * levels; other -= step) {
        const auto beyond = std::accumulate(counts.begin() + static_cast<std::ptrdiff_t>(other), counts.end(), 0.0);
        if (beyond <= 0.25 * all) least = std::min(least, plainDivergence(counts, other, levels));
      }
      REQUIRE_MESSAGE(chosen <= least + 1e-9, name);
    }
  }
}

TEST_CASE("entropyCutsHeavyTailsAndKeepsAllFor16Bits") {
  const auto tensor = observed(madeSamples()["heavy tails"]);
  const auto range = rangeOf("entropy", tensor);
  REQUIRE(range.high < 0.8F * tensor.max);
  const auto wide = rangeOf("entropy", tensor, {16, false});
  REQUIRE((wide.low == tensor.min && wide.high == tensor.max));
}

/// One spike a channel, as behind a Conv of a constant: cut down to one bin, nothing would tell them apart.
TEST_CASE("entropyKeepsFewDistinctValues") {
  Values values;
  for (const float value : {1.757F, -1.283F, 0.214F, -0.032F, 0.611F}) values.insert(values.end(), 100, value);
  const auto tensor = observed({values, values});
  for (const auto& target : {CalibrationTarget{8, false}, CalibrationTarget{8, true}, CalibrationTarget{4, false}}) {
    const auto range = rangeOf("entropy", tensor, target);
    REQUIRE((range.low == tensor.min && range.high == tensor.max));
  }
}

/// Nowhere on a grid of both ends is the error of the formula smaller, worked out from the values themselves.
TEST_CASE("mseFindsTheLeastExpectedError") {
  for (const char* name : {"normal", "relu", "heavy tails", "one-sided heavy tails", "below zero", "shifted",
                           "lopsided", "huge", "tiny"}) {
    const auto values = someOf(madeSamples()[name]);
    const auto tensor = observed({values});
    for (const auto& target : kTargets) {
      if (target.bits < 4) continue;  // so few levels are told by their real error instead, below
      const double steps = (1 << target.bits) - (target.symmetric ? 2 : 1);
      const auto [low, high] = endsOf(rangeOf("mse", tensor, target), target.symmetric);
      const double best = leastOnGrid(rangeOf("minmax", tensor), target.symmetric,
                                      [&](double from, double to) { return expectedError(values, from, to, steps); });
      // Values are known to a bin: what that is worth is the squared width of one.
      const double slack =
          static_cast<double>(values.size()) * tensor.histogram.binWidth() * tensor.histogram.binWidth() / 12.0;
      REQUIRE_MESSAGE(expectedError(values, low, high, steps) <= 1.01 * best + slack,
                      (std::string(name) + ", " + std::to_string(target.bits)));
    }
  }
}

/// With real rounding, of all kinds of values: never worse than covering everything, and little worse than the best
/// there is.
TEST_CASE("mseKeepsItsWord") {
  for (const auto& [name, samples] : madeSamples()) {
    const auto values = someOf(samples);
    const auto tensor = observed({values});
    const auto all = rangeOf("minmax", tensor);
    if (all.low == all.high) continue;
    for (const auto& target : {CalibrationTarget{8, false}, CalibrationTarget{6, true}, CalibrationTarget{4, false},
                               CalibrationTarget{3, false}, CalibrationTarget{2, true}}) {
      const double steps = (1 << target.bits) - (target.symmetric ? 2 : 1);
      const auto errorOf = [&](double low, double high) { return realError(values, low, high, steps); };
      const auto [low, high] = endsOf(rangeOf("mse", tensor, target), target.symmetric);
      const auto [least, greatest] = endsOf(all, target.symmetric);
      const double slack =
          static_cast<double>(values.size()) * tensor.histogram.binWidth() * tensor.histogram.binWidth();
      const auto where = name + ", " + std::to_string(target.bits);
      REQUIRE_MESSAGE(errorOf(low, high) <= errorOf(least, greatest) * (1.0 + 1e-3) + slack, where);
      REQUIRE_MESSAGE(errorOf(low, high) <= 1.15 * leastOnGrid(all, target.symmetric, errorOf) + slack, where);
    }
  }
  const auto values = finiteOf(madeSamples()["normal"]);
  const auto [low, high] = endsOf(rangeOf("mse", observed({values}), {4, false}), false);
  const auto [least, greatest] = endsOf(rangeOf("minmax", observed({values})), false);
  REQUIRE(realError(values, low, high, 15.0) < 0.6 * realError(values, least, greatest, 15.0));
}

TEST_CASE("nothingToGoByIsSaid") {
  const auto nan = std::numeric_limits<float>::quiet_NaN();
  for (const auto* calibrator : allCalibrators()) {
    const auto none = calibrator->range(observed({{}}, "empty"), {});
    REQUIRE((!none && none.error().kind == ErrorKind::input && none.error().where == "empty"));
    const auto notFinite = calibrator->range(observed({{nan, -HUGE_VALF}, {HUGE_VALF}}, "bad"), {});
    REQUIRE(
        (!notFinite && notFinite.error().where == "bad" && notFinite.error().line().find("NaN") != std::string::npos));
    auto bare = observed({{1.0F, 2.0F}});
    bare.histogram = {};
    REQUIRE(calibrator->range(bare, {}).has_value() == !calibrator->needsHistogram());
  }
}
