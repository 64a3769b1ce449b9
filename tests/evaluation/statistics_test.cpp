// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/statistics.h"

#include <QtTest/QtTest>
#include <cmath>
#include <random>
#include <vector>

#include "core/evaluation/comparison.h"
#include "core/evaluation/speed.h"

using namespace bitwright;

namespace {

bool near(double actual, double expected, double tolerance) { return std::abs(actual - expected) <= tolerance; }

/// Round medians of two models on a machine that drifts, jumps and has the odd interruption; the second takes `factor` times as long.
void noisyRounds(std::mt19937_64& random, double factor, int rounds, std::vector<double>& first, std::vector<double>& second) {
  const auto uniform = [&random] { return static_cast<double>(random() >> 11U) * 0x1p-53; };
  const auto normal = [&] { return std::sqrt(-2.0 * std::log(1.0 - uniform())) * std::cos(6.283185307179586 * uniform()); };
  first.clear();
  second.clear();
  for (int round = 0; round < rounds; ++round) {
    const double shared = 1.0 + 0.1 * std::sin(round / 7.0);  // frequency and temperature: both feel it
    const auto interruption = [&] { return uniform() < 0.05 ? 1.0 + uniform() : 1.0; };
    first.push_back(shared * (1.0 + 0.02 * normal()) * interruption());
    second.push_back(factor * shared * (1.0 + 0.02 * normal()) * interruption());
  }
}

}  // namespace

class StatisticsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void orderStatistics() {
    QCOMPARE(median({}), 0.0);
    QCOMPARE(median({3.0}), 3.0);
    QCOMPARE(median({5.0, 1.0, 3.0}), 3.0);
    QCOMPARE(median({4.0, 1.0, 3.0, 2.0}), 2.5);
    QCOMPARE(percentile({1.0, 2.0, 3.0, 4.0, 5.0}, 0.0), 1.0);
    QCOMPARE(percentile({5.0, 4.0, 3.0, 2.0, 1.0}, 0.25), 2.0);
    QCOMPARE(percentile({1.0, 2.0}, 0.95), 1.95);
    QCOMPARE(percentile({1.0, 2.0}, 1.0), 2.0);
  }

  void wilsonKnownValues() {
    // Newcombe, Statist. Med. 17 (1998) 857, table I, method 3.
    const auto a = wilsonInterval(81, 263);
    QVERIFY(near(a.low, 0.2553, 5e-5) && near(a.high, 0.3662, 5e-5));
    const auto b = wilsonInterval(15, 148);
    QVERIFY(near(b.low, 0.0624, 5e-5) && near(b.high, 0.1605, 5e-5));
    const auto c = wilsonInterval(0, 20);
    QVERIFY(c.low == 0.0 && near(c.high, 0.1611, 5e-5));
    const auto d = wilsonInterval(1, 29);
    QVERIFY(near(d.low, 0.0061, 5e-5) && near(d.high, 0.1718, 5e-5));
    const auto all = wilsonInterval(20, 20);
    QVERIFY(all.high == 1.0 && near(all.low, 1.0 - 0.1611, 5e-5));
  }

  void tangoKnownValues() {
    // Fagerland, Lydersen, Laake, Statist. Med. 33 (2014) 2850: airway hyper-responsiveness, 1 and 7 discordant pairs of 21.
    const auto known = pairedDifference(1, 7, 21);
    QVERIFY(near(known.value, -6.0 / 21.0, 1e-12));
    QVERIFY2(near(known.low, -0.517, 5e-4) && near(known.high, -0.026, 5e-4),
             qPrintable(QStringLiteral("%1 %2").arg(known.low, 0, 'g', 8).arg(known.high, 0, 'g', 8)));
    // No discordant pair: ± z² / (n + z²).
    const double z2 = kNormalQuantile95 * kNormalQuantile95;
    const auto none = pairedDifference(0, 0, 2000);
    QVERIFY(none.value == 0.0);
    QVERIFY(near(none.high, z2 / (2000.0 + z2), 1e-9) && near(none.low, -z2 / (2000.0 + z2), 1e-9));
    // Swapping the two mirrors the interval.
    const auto mirrored = pairedDifference(7, 1, 21);
    QVERIFY(near(mirrored.low, -known.high, 1e-9) && near(mirrored.high, -known.low, 1e-9));
    // Many pairs: the interval of the plain standard error.
    const auto large = pairedDifference(400, 300, 100000);
    const double error = std::sqrt((700.0 - 100.0 * 100.0 / 100000.0)) / 100000.0;
    QVERIFY(near(large.low, 0.001 - kNormalQuantile95 * error, 2e-5) && near(large.high, 0.001 + kNormalQuantile95 * error, 2e-5));
  }

  void ratioIsExactWhereRoundsAgree() {
    const std::vector<double> slow(30, 2.0);
    const std::vector<double> fast(30, 1.0);
    const auto ratio = ratioOfMedians(slow, fast, 0);
    QCOMPARE(ratio.value, 2.0);
    QCOMPARE(ratio.low, 2.0);
    QCOMPARE(ratio.high, 2.0);
    QVERIFY(speedVerdict(ratio, 30) == SpeedVerdict::faster);
    QVERIFY(speedVerdict(ratioOfMedians(fast, slow, 0), 30) == SpeedVerdict::slower);
  }

  void ratioIsSeeded() {
    std::mt19937_64 random(1);
    std::vector<double> first;
    std::vector<double> second;
    noisyRounds(random, 1.3, 30, first, second);
    const auto one = ratioOfMedians(first, second, 7);
    const auto same = ratioOfMedians(first, second, 7);
    const auto other = ratioOfMedians(first, second, 8);
    QVERIFY(one.low == same.low && one.high == same.high);
    QVERIFY(one.low != other.low || one.high != other.high);
    QVERIFY(one.low <= one.value && one.value <= one.high);
  }

  void theSameModelTwiceShowsNoDifference() {
    std::mt19937_64 random(42);
    std::vector<double> first;
    std::vector<double> second;
    int falseAlarms = 0;
    int found = 0;
    for (int trial = 0; trial < 200; ++trial) {
      noisyRounds(random, 1.0, 30, first, second);
      const auto same = speedVerdict(ratioOfMedians(first, second, static_cast<std::uint64_t>(trial)), 30);
      falseAlarms += same == SpeedVerdict::faster || same == SpeedVerdict::slower ? 1 : 0;
      noisyRounds(random, 1.05, 30, first, second);
      found += speedVerdict(ratioOfMedians(first, second, static_cast<std::uint64_t>(trial)), 30) == SpeedVerdict::slower ? 1 : 0;
    }
    qInfo("false alarms %d of 200, 5 %% found %d of 200", falseAlarms, found);
    QVERIFY(falseAlarms <= 10);
    QVERIFY(found >= 180);
  }

  void verdictsFollowTheInterval() {
    QVERIFY(speedVerdict({1.0, 0.95, 1.05}, 30) == SpeedVerdict::noDifference);
    QVERIFY(speedVerdict({1.1, 0.8, 1.6}, 30) == SpeedVerdict::tooNoisy);
    QVERIFY(speedVerdict({1.8, 1.5, 2.2}, 30) == SpeedVerdict::faster);
    QVERIFY(speedVerdict({0.85, 0.8, 0.9}, 30) == SpeedVerdict::slower);
    QVERIFY(speedVerdict({1.8, 1.5, 2.2}, 5) == SpeedVerdict::tooNoisy);
    QCOMPARE(QByteArray(verdictText(SpeedVerdict::noDifference).english), QByteArray("no difference found"));
    QCOMPARE(QByteArray(verdictText(SpeedVerdict::tooNoisy).english), QByteArray("too noisy to say"));
  }

  void speedIsMadeOfBlocks() {
    const ModelTiming reference{5.0, {5.0}, {2.0, 2.0, 2.0, 2.0, 2.0, 2.0}, {2.0}};
    const ModelTiming timing{7.0, {7.0}, {1.0, 1.0, 1.0, 1.0, 1.0, 1.0}, {1.0, 1.0, 3.0}};
    const auto speed = summarizeSpeed(reference, timing, 2, 0);
    QCOMPARE(speed.loadMs, 7.0);
    QCOMPARE(speed.medianMs, 1.0);
    QCOMPARE(speed.p95Ms, 2.8);
    QCOMPARE(speed.speedup.value, 2.0);
    QCOMPARE(speed.threads, 2);
    QCOMPARE(batchSpeed(timing, 4).throughput, 4000.0);
    QVERIFY(referenceSpeed(reference, 2).verdict == SpeedVerdict::reference);
  }
};

QTEST_GUILESS_MAIN(StatisticsTest)
#include "statistics_test.moc"
