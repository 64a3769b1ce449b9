// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// Each calibrator against a plain search for what it promises, on activations of many kinds.
#include <algorithm>
#include <cmath>
#include <limits>
#include <QtTest/QtTest>
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
  for (const auto& sample : samples) std::copy_if(sample.begin(), sample.end(), std::back_inserter(all), [](float v) { return std::isfinite(v); });
  return all;
}

ActivationRange rangeOf(const char* id, const ObservedTensor& tensor, const CalibrationTarget& target = {}, const CalibratorOptions& options = {}) {
  return findCalibrator(id)->range(tensor, target, options).value();
}

/// The share of values that are strictly beyond a range.
double cutShare(const Values& values, double low, double high) {
  const auto beyond = std::count_if(values.begin(), values.end(), [&](float v) { return static_cast<double>(v) < low || static_cast<double>(v) > high; });
  return static_cast<double>(beyond) / static_cast<double>(values.size());
}

/// The formula of mse.cpp, value by value.
double expectedError(const Values& values, double low, double high, double steps) {
  const double noise = (high - low) / steps * (high - low) / steps / 12.0;
  double sum = 0.0;
  for (const float value : values) {
    const double x = static_cast<double>(value);
    if (value != 0.0F) sum += noise;
    if (x > high) sum += (x - high) * (x - high);
    if (x < low) sum += (low - x) * (low - x);
  }
  return sum;
}

/// The divergence of one limit as the definition has it, with P and Q written out.
double plainDivergence(const std::vector<double>& counts, std::size_t limit, std::size_t levels) {
  std::vector<double> p(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(limit));
  for (std::size_t bin = limit; bin < counts.size(); ++bin) p[limit - 1] += counts[bin];
  std::vector<double> q(limit);
  for (std::size_t level = 0; level < levels; ++level) {
    const auto begin = level * limit / levels;
    const auto end = (level + 1) * limit / levels;
    double held = 0.0;
    double filled = 0.0;
    for (auto bin = begin; bin < end; ++bin) {
      held += counts[bin];
      if (p[bin] > 0.0) filled += 1.0;
    }
    for (auto bin = begin; bin < end; ++bin) {
      if (p[bin] > 0.0) q[bin] = held / filled;
    }
  }
  double sumP = 0.0;
  double sumQ = 0.0;
  for (std::size_t bin = 0; bin < limit; ++bin) {
    sumP += p[bin];
    sumQ += q[bin];
  }
  double divergence = 0.0;
  for (std::size_t bin = 0; bin < limit; ++bin) {
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

class CalibratorsTest : public QObject {
  Q_OBJECT

 private slots:
  void theListIsTheContracts() {
    std::vector<std::string_view> ids;
    for (const auto* calibrator : allCalibrators()) {
      ids.push_back(calibrator->id());
      QCOMPARE(findCalibrator(calibrator->id()), calibrator);
      QVERIFY(*calibrator->name().english != 0 && *calibrator->description().english != 0 && !calibrator->reference().empty());
    }
    QVERIFY((ids == std::vector<std::string_view>{"minmax", "moving-average", "percentile", "entropy", "mse"}));
    QVERIFY(findCalibrator("kl") == nullptr);
  }

  /// Zero lies in every range, no range goes beyond what was seen, and none depends on the order of the samples.
  void everyRangeIsSound() {
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
          QVERIFY2(range->tensor == "t", where.c_str());
          QVERIFY2(range->low <= 0.0F && range->high >= 0.0F, where.c_str());
          QVERIFY2(!std::signbit(range->low) || range->low < 0.0F, where.c_str());
          QVERIFY2(range->low >= std::min(tensor.min, 0.0F) && range->high <= std::max(tensor.max, 0.0F), where.c_str());
          QVERIFY2((range->low < range->high) == (tensor.min < 0.0F || tensor.max > 0.0F), where.c_str());
          QVERIFY2(*calibrator->range(shuffled, target) == *range, where.c_str());
        }
      }
    }
  }

  void minmaxKeepsEverything() {
    for (const auto& [name, samples] : madeSamples()) {
      const auto values = finiteOf(samples);
      const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
      const auto range = rangeOf("minmax", observed(samples));
      QVERIFY2(range.low == std::min(*least, 0.0F) && range.high == std::max(*greatest, 0.0F), name.c_str());
    }
  }

  void movingAverageIsTheMeanOfTheSamples() {
    for (const auto& [name, samples] : madeSamples()) {
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
      QVERIFY2(range.low == static_cast<float>(std::min(low / counted, 0.0L)), name.c_str());
      QVERIFY2(range.high == static_cast<float>(std::max(high / counted, 0.0L)), name.c_str());
    }
  }

  /// The end lies in the bin of the value at that rank, and no more than was asked for is cut off beyond that bin.
  void percentileCutsTheShare() {
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
          QVERIFY2(range.low == std::min(tensor.min, 0.0F) && range.high == std::max(tensor.max, 0.0F), where.c_str());
        } else {
          QVERIFY2(std::abs(high - expectedHigh) <= width && std::abs(low - expectedLow) <= width, where.c_str());
          QVERIFY2(cutShare(values, low - width, high + width) <= cut + 1e-9, where.c_str());
        }
        const auto symmetric = rangeOf("percentile", tensor, {8, true}, {percentile});
        const double reach = std::max(-static_cast<double>(symmetric.low), static_cast<double>(symmetric.high));
        const double expectedReach = atShare(magnitudes, percentile / 100.0);
        if (expectedReach > 0.0) QVERIFY2(std::abs(reach - expectedReach) <= width, where.c_str());
      }
    }
  }

  void percentileSplitsTheCutWhereThereAreBothSigns() {
    Values uniform;
    for (int at = 0; at < 100'000; ++at) uniform.push_back(static_cast<float>(at) / 50'000.0F - 1.0F);
    const auto both = rangeOf("percentile", observed({uniform}), {8, false}, {90.0});
    QVERIFY(std::abs(both.low + 0.9F) < 1e-3F && std::abs(both.high - 0.9F) < 1e-3F);
    for (float& value : uniform) value += 1.0F;
    const auto one = rangeOf("percentile", observed({uniform}), {8, false}, {90.0});
    QVERIFY(one.low == 0.0F && std::abs(one.high - 1.8F) < 1e-3F);
  }

  /// No limit tells less apart than the one that was chosen, by the definition written out.
  void entropyFindsTheLeastDivergence() {
    for (const auto& [name, samples] : madeSamples()) {
      const auto tensor = observed(samples);
      const auto counts = magnitudeCounts(finiteOf(samples), tensor.histogram.binWidth());
      const bool oneSign = tensor.min >= 0.0F || tensor.max <= 0.0F;
      for (const auto& target : {CalibrationTarget{8, false}, CalibrationTarget{8, true}, CalibrationTarget{6, false}}) {
        const auto levels = std::size_t{1} << static_cast<unsigned>(oneSign && !target.symmetric ? target.bits : target.bits - 1);
        const auto range = rangeOf("entropy", tensor, target);
        const double reach = std::max(-static_cast<double>(range.low), static_cast<double>(range.high));
        const double largest = std::max(-static_cast<double>(tensor.min), static_cast<double>(tensor.max));
        if (counts.size() <= levels) {
          QVERIFY2(reach == std::max(largest, 0.0), name.c_str());
          continue;
        }
        const auto limit = reach == largest ? counts.size() : static_cast<std::size_t>(std::lround(reach / tensor.histogram.binWidth()));
        const double chosen = plainDivergence(counts, limit, levels);
        double least = chosen;
        for (std::size_t other = levels; other <= counts.size(); ++other) least = std::min(least, plainDivergence(counts, other, levels));
        QVERIFY2(chosen <= least + 1e-9, name.c_str());
      }
    }
  }

  void entropyCutsHeavyTailsAndKeepsAllFor16Bits() {
    const auto tensor = observed(madeSamples()["heavy tails"]);
    const auto range = rangeOf("entropy", tensor);
    QVERIFY(range.high < 0.8F * tensor.max);
    const auto wide = rangeOf("entropy", tensor, {16, false});
    QVERIFY(wide.low == tensor.min && wide.high == tensor.max);
  }

  /// Nowhere on a fine grid of both ends is the error of the formula smaller, worked out from the values themselves.
  void mseFindsTheLeastError() {
    for (const auto& [name, samples] : madeSamples()) {
      auto values = finiteOf(samples);
      if (values.size() > 4000) {  // a share of them, for the grid's sake
        std::mt19937 random(1);
        std::shuffle(values.begin(), values.end(), random);
        values.resize(4000);
      }
      const auto part = observed({values});
      const double least = std::min(static_cast<double>(part.min), 0.0);
      const double greatest = std::max(static_cast<double>(part.max), 0.0);
      for (const auto& target : kTargets) {
        const double steps = (1 << target.bits) - (target.symmetric ? 2 : 1);
        auto range = rangeOf("mse", part, target);
        double low = static_cast<double>(range.low);
        double high = static_cast<double>(range.high);
        if (target.symmetric) {
          high = std::max(-low, high);
          low = -high;
        }
        const double found = expectedError(values, low, high, steps);
        double best = std::numeric_limits<double>::infinity();
        constexpr int kGrid = 60;
        for (int i = 0; i <= kGrid; ++i) {
          for (int j = 0; j <= (target.symmetric ? 0 : kGrid); ++j) {
            const double share = std::pow(static_cast<double>(i) / kGrid, 2.0);
            const double gridHigh = target.symmetric ? share * std::max(-least, greatest) : share * greatest;
            const double gridLow = target.symmetric ? -gridHigh : std::pow(static_cast<double>(j) / kGrid, 2.0) * least;
            best = std::min(best, expectedError(values, gridLow, gridHigh, steps));
          }
        }
        // Values are known to a bin: what that is worth is the squared width of one.
        const double slack = static_cast<double>(values.size()) * part.histogram.binWidth() * part.histogram.binWidth() / 12.0;
        const auto where = name + ", " + std::to_string(target.bits);
        QVERIFY2(found <= best * (1.0 + 1e-6) + slack, where.c_str());
      }
    }
  }

  /// With real rounding, not the formula: cutting heavy tails off pays, the more the fewer bits there are.
  void mseBeatsMinmaxOnHeavyTails() {
    const auto samples = madeSamples()["heavy tails"];
    const auto tensor = observed(samples);
    const auto values = finiteOf(samples);
    const auto realError = [&values](const ActivationRange& range, int bits) {
      const double step = (static_cast<double>(range.high) - static_cast<double>(range.low)) / ((1 << bits) - 1);
      const double zero = std::nearbyint(-static_cast<double>(range.low) / step);
      double sum = 0.0;
      for (const float value : values) {
        const double code = std::clamp(std::nearbyint(static_cast<double>(value) / step) + zero, 0.0, static_cast<double>((1 << bits) - 1));
        const double error = static_cast<double>(value) - step * (code - zero);
        sum += error * error;
      }
      return sum;
    };
    QVERIFY(realError(rangeOf("mse", tensor, {8, false}), 8) <= realError(rangeOf("minmax", tensor, {8, false}), 8));
    QVERIFY(realError(rangeOf("mse", tensor, {4, false}), 4) < 0.7 * realError(rangeOf("minmax", tensor, {4, false}), 4));
    QVERIFY(realError(rangeOf("mse", tensor, {3, false}), 3) < 0.5 * realError(rangeOf("minmax", tensor, {3, false}), 3));
  }

  void nothingToGoByIsSaid() {
    const auto nan = std::numeric_limits<float>::quiet_NaN();
    for (const auto* calibrator : allCalibrators()) {
      const auto none = calibrator->range(observed({{}}, "empty"), {});
      QVERIFY(!none && none.error().kind == ErrorKind::input && none.error().where == "empty");
      const auto notFinite = calibrator->range(observed({{nan, -HUGE_VALF}, {HUGE_VALF}}, "bad"), {});
      QVERIFY(!notFinite && notFinite.error().where == "bad" && notFinite.error().line().find("NaN") != std::string::npos);
      auto bare = observed({{1.0F, 2.0F}});
      bare.histogram = {};
      QCOMPARE(calibrator->range(bare, {}).has_value(), !calibrator->needsHistogram());
    }
  }
};

QTEST_GUILESS_MAIN(CalibratorsTest)
#include "calibrators_test.moc"
