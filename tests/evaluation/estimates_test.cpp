// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/stats/estimates.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <random>
#include <span>
#include <vector>

#include "core/evaluation/results/comparison.h"
#include "core/evaluation/speed/speed.h"
#include "tests/support/rows.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

bool near(double actual, double expected, double tolerance) {
  return std::abs(actual - expected) <= tolerance;
}

/// Round medians of two models on a machine that drifts, jumps and has the odd interruption; the second takes `factor`
/// times as long. With two modes, each round of each model runs at full speed or a fifth slower, as the threads of a
/// session happen to be placed.
void noisyRounds(std::mt19937_64& random, double factor, bool twoModes, std::vector<double>& first,
                 std::vector<double>& second) {
  const auto uniform = [&random] { return static_cast<double>(random() >> 11U) * 0x1p-53; };
  const auto normal = [&] {
    return std::sqrt(-2.0 * std::log(1.0 - uniform())) * std::cos(6.283185307179586 * uniform());
  };
  first.clear();
  second.clear();
  for (int round = 0; round < 30; ++round) {
    const double shared = 1.0 + 0.1 * std::sin(round / 7.0);  // frequency and temperature: both feel it
    const auto interruption = [&] { return uniform() < 0.05 ? 1.0 + uniform() : 1.0; };
    const auto placement = [&] { return twoModes && uniform() < 0.5 ? 1.2 : 1.0; };
    first.push_back(shared * (1.0 + 0.02 * normal()) * interruption() * placement());
    second.push_back(factor * shared * (1.0 + 0.02 * normal()) * interruption() * placement());
  }
}

}  // namespace

TEST_CASE("orderStatistics") {
  REQUIRE(median({}) == 0.0);
  REQUIRE(median({3.0}) == 3.0);
  REQUIRE(median({5.0, 1.0, 3.0}) == 3.0);
  REQUIRE(median({4.0, 1.0, 3.0, 2.0}) == 2.5);
  REQUIRE(percentile({1.0, 2.0, 3.0, 4.0, 5.0}, 0.0) == 1.0);
  REQUIRE(percentile({5.0, 4.0, 3.0, 2.0, 1.0}, 0.25) == 2.0);
  REQUIRE(percentile({1.0, 2.0}, 0.95) == 1.95);
  REQUIRE(percentile({1.0, 2.0}, 1.0) == 2.0);
}

TEST_CASE("wilsonKnownValues") {
  // Newcombe, Statist. Med. 17 (1998) 857, table I, method 3.
  const auto a = wilsonInterval(81, 263);
  REQUIRE((near(a.low, 0.2553, 5e-5) && near(a.high, 0.3662, 5e-5)));
  const auto b = wilsonInterval(15, 148);
  REQUIRE((near(b.low, 0.0624, 5e-5) && near(b.high, 0.1605, 5e-5)));
  const auto c = wilsonInterval(0, 20);
  REQUIRE((c.low == 0.0 && near(c.high, 0.1611, 5e-5)));
  const auto d = wilsonInterval(1, 29);
  REQUIRE((near(d.low, 0.0061, 5e-5) && near(d.high, 0.1718, 5e-5)));
  const auto all = wilsonInterval(20, 20);
  REQUIRE((all.high == 1.0 && near(all.low, 1.0 - 0.1611, 5e-5)));
}

TEST_CASE("tangoKnownValues") {
  // Fagerland, Lydersen, Laake, Statist. Med. 33 (2014) 2850: airway hyper-responsiveness, 1 and 7 discordant pairs
  // of 21.
  const auto known = pairedDifference(1, 7, 21);
  REQUIRE(near(known.value, -6.0 / 21.0, 1e-12));
  REQUIRE_MESSAGE((near(known.low, -0.517, 5e-4) && near(known.high, -0.026, 5e-4)),
                  fmt::format("{} {}", known.low, 0, 'g', 8, known.high, 0, 'g', 8));
  // No discordant pair: ± z² / (n + z²).
  const double z2 = kNormalQuantile95 * kNormalQuantile95;
  const auto none = pairedDifference(0, 0, 2000);
  REQUIRE(none.value == 0.0);
  REQUIRE((near(none.high, z2 / (2000.0 + z2), 1e-9) && near(none.low, -z2 / (2000.0 + z2), 1e-9)));
  // Swapping the two mirrors the interval.
  const auto mirrored = pairedDifference(7, 1, 21);
  REQUIRE((near(mirrored.low, -known.high, 1e-9) && near(mirrored.high, -known.low, 1e-9)));
  // Many pairs: the interval of the plain standard error.
  const auto large = pairedDifference(400, 300, 100000);
  const double error = std::sqrt((700.0 - 100.0 * 100.0 / 100000.0)) / 100000.0;
  REQUIRE((near(large.low, 0.001 - kNormalQuantile95 * error, 2e-5) &&
           near(large.high, 0.001 + kNormalQuantile95 * error, 2e-5)));
}

TEST_CASE("mcNemarKnownValues") {
  // Fagerland, Lydersen, Laake, BMC Med. Res. Methodol. 13 (2013) 91: 1 and 7 discordant pairs, exact conditional
  // test.
  REQUIRE(near(mcNemarExact(1, 7), 2.0 * 9.0 / 256.0, 1e-12));
  REQUIRE(near(mcNemarExact(7, 1), mcNemarExact(1, 7), 1e-15));
  REQUIRE(mcNemarExact(0, 0) == 1.0);
  REQUIRE(mcNemarExact(5, 5) == 1.0);  // twice the half is more than one
  REQUIRE(near(mcNemarExact(0, 6), 2.0 / 64.0, 1e-12));
  // Many samples: the normal approximation with continuity correction.
  const double z = (std::abs(5200.0 - 4800.0) - 1.0) / std::sqrt(10000.0);
  REQUIRE(near(mcNemarExact(5200, 4800), std::erfc(z / std::sqrt(2.0)), 2e-6));
}

TEST_CASE("intervalAndTestAgreeButAtTheBorder") {
  // The exact test is conservative: it never finds what the interval does not.
  for (std::int64_t first = 0; first <= 40; ++first) {
    for (std::int64_t second = 0; second <= 40; ++second) {
      const auto interval = pairedDifference(first, second, 2000);
      if (mcNemarExact(first, second) <= 0.05)
        REQUIRE_MESSAGE((interval.low > 0.0 || interval.high < 0.0), fmt::format("{} {}", first, second));
    }
  }
}

TEST_CASE("clustersGiveStudentsInterval") {
  // Equal weights: the mean of ten numbers and t(9) = 2.262157 standard errors.
  const std::vector<double> totals{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  const std::vector<double> ones(10, 1.0);
  const auto plain = clusteredMean(totals, ones);
  const double error = std::sqrt(82.5 / 9.0 / 10.0);
  REQUIRE(near(plain.value, 5.5, 1e-12));
  REQUIRE_MESSAGE(
      (near(plain.high - plain.value, 2.262157 * error, 1e-3) && near(plain.value - plain.low, 2.262157 * error, 1e-3)),
      fmt::format("{:.8g}", (plain.high - plain.value) / error));
  // t(5) = 2.570582, the fewest there are.
  const auto six = clusteredMean(std::span(totals).first(6), std::span(ones).first(6));
  REQUIRE(near((six.high - six.value) / std::sqrt(17.5 / 5.0 / 6.0), 2.570582, 1e-3));
  REQUIRE(std::isnan(clusteredMean(std::span(totals).first(5), std::span(ones).first(5)).low));
  // Long sequences weigh more; proportional totals have no spread.
  const std::vector<double> lengths{1, 2, 3, 4, 5, 6};
  const auto proportional = clusteredMean(lengths, lengths);
  REQUIRE((near(proportional.value, 1.0, 1e-12) && near(proportional.low, 1.0, 1e-12)));
}

TEST_CASE("ratioIsExactWhereRoundsAgree") {
  const std::vector<double> slow(30, 2.0);
  const std::vector<double> fast(30, 1.0);
  const auto ratio = pairedRatio(slow, fast);
  REQUIRE((near(ratio.value, 2.0, 1e-12) && near(ratio.low, 2.0, 1e-12) && near(ratio.high, 2.0, 1e-12)));
  REQUIRE(speedVerdict(ratio, 30) == SpeedVerdict::faster);
  REQUIRE(speedVerdict(pairedRatio(fast, slow), 30) == SpeedVerdict::slower);
  // What slows both in a round cancels.
  std::vector<double> drifting;
  std::vector<double> twice;
  for (int round = 0; round < 30; ++round) {
    drifting.push_back(1.0 + round);
    twice.push_back(2.0 * (1.0 + round));
  }
  REQUIRE(near(pairedRatio(twice, drifting).low, 2.0, 1e-12));
}

TEST_CASE("ratioKnownValues") {
  // Hollander and Wolfe, example 3.1: depression scale factors of nine patients before and after; differences y − x.
  const std::vector<double> before{1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
  const std::vector<double> after{0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
  std::vector<double> first;
  std::vector<double> second;
  for (std::size_t patient = 0; patient < before.size(); ++patient) {
    first.push_back(std::exp(after[patient]));
    second.push_back(std::exp(before[patient]));
  }
  const auto ratio = pairedRatio(first, second);
  REQUIRE(near(std::log(ratio.value), -0.46, 1e-9));
  // Their 96 % interval, (−0.786, −0.010).
  REQUIRE_MESSAGE((near(std::log(ratio.low), -0.786, 1e-9) && near(std::log(ratio.high), -0.010, 1e-9)),
                  fmt::format("{} {}", std::log(ratio.low), std::log(ratio.high)));
  const std::vector<double> none;
  REQUIRE(std::isinf(pairedRatio(none, none).high));
}

TEST_CASE("theSameModelTwiceShowsNoDifference") {
  Rows<bool> rows;
  rows.add("one mode", false);
  rows.add("two modes a fifth apart", true);

  rows.run([&](bool twoModes) {
    std::mt19937_64 random(42);
    std::vector<double> first;
    std::vector<double> second;
    int falseAlarms = 0;
    int found = 0;
    constexpr int kTrials = 1000;
    for (int trial = 0; trial < kTrials; ++trial) {
      noisyRounds(random, 1.0, twoModes, first, second);
      const auto same = speedVerdict(pairedRatio(first, second), 30);
      falseAlarms += same == SpeedVerdict::faster || same == SpeedVerdict::slower ? 1 : 0;
      noisyRounds(random, twoModes ? 1.25 : 1.05, twoModes, first, second);
      found += speedVerdict(pairedRatio(first, second), 30) == SpeedVerdict::slower ? 1 : 0;
    }
    MESSAGE(fmt::format("false alarms {} of {}, difference found {}", falseAlarms, kTrials, found));
    REQUIRE(falseAlarms <= kTrials * 5 / 100);
    REQUIRE(found >= kTrials * 90 / 100);
  });
}

TEST_CASE("verdictsFollowTheInterval") {
  REQUIRE(speedVerdict({1.0, 0.95, 1.05}, 30) == SpeedVerdict::noDifference);
  REQUIRE(speedVerdict({1.1, 0.8, 1.6}, 30) == SpeedVerdict::tooNoisy);
  REQUIRE(speedVerdict({1.8, 1.5, 2.2}, 30) == SpeedVerdict::faster);
  REQUIRE(speedVerdict({0.85, 0.8, 0.9}, 30) == SpeedVerdict::slower);
  REQUIRE(speedVerdict({1.005, 1.004, 1.006}, 30) ==
          SpeedVerdict::noDifference);  // within what two sessions of one file differ by
  REQUIRE(speedVerdict({1.8, 1.5, 2.2}, 5) == SpeedVerdict::tooNoisy);
  REQUIRE(std::string(verdictText(SpeedVerdict::noDifference).english) == std::string("no difference found"));
  REQUIRE(std::string(verdictText(SpeedVerdict::tooNoisy).english) == std::string("too noisy to say"));
}

TEST_CASE("speedIsMadeOfBlocks") {
  ModelTiming reference;
  reference.blockMediansMs = {2.0, 2.0, 2.0, 2.0, 2.0, 2.0};
  reference.samplesMs = {2.0};
  ModelTiming timing;
  timing.loadMs = 7.0;
  timing.firstRunMs = 9.0;
  timing.blockMediansMs = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0};
  timing.samplesMs = {1.0, 1.0, 3.0};
  const auto speed = summarizeSpeed(reference, timing, {}, 2);
  REQUIRE(speed.loadMs == 7.0);
  REQUIRE(speed.medianMs == 1.0);
  REQUIRE(speed.firstRunMs == 9.0);
  REQUIRE(speed.raw.samplesMs.size() == std::size_t{3});
  REQUIRE(speed.p95Ms == 2.8);
  REQUIRE(speed.speedup.value == 2.0);
  REQUIRE(speed.threads == 2);
  const auto sized = sizedSpeed(speed, 4);
  REQUIRE((sized.throughput == 4000.0 && sized.loadMs == 7.0 && sized.speedup.value == 2.0));
  REQUIRE(sizedSpeed(speed, 1, {{"x", {4, 8}}}).throughput == 0.0);
  REQUIRE(referenceSpeed(reference, {}, 2).verdict == SpeedVerdict::reference);
}
