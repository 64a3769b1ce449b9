// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// What two runs of a model have to have in common for a file to be called verified.
#include "core/export/verify/judgement.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace bitwright {

class JudgementTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void looksAtEachOutput();
  void looksAtColumns();
  void sharesOfAWholeAreNoSignals();
  void countsIntegers();
  void sizesThatDependOnValues();
  void notFinite();
  void depthExplainsRounding();
  void kernelsThatOverflow();
  void faultsOfTheRuntime();
};

namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

OutputTensor output(const char* name, std::vector<std::int64_t> shape, std::vector<float> values,
                    DataType type = DataType::float32) {
  return {name, type, std::move(shape), std::move(values)};
}

RunResult runOf(std::vector<OutputTensor> outputs) {
  RunResult run;
  run.outputs = std::move(outputs);
  return run;
}

/// `rows` of a box coordinate up to 320 and a score up to 1; each kept or lost.
OutputTensor detections(bool scores, float noise = 0.0F) {
  std::vector<float> values;
  for (int row = 0; row < 40; ++row) {
    values.push_back(8.0F * static_cast<float>(row) + noise);
    values.push_back(scores ? static_cast<float>(row % 7) / 7.0F : 0.0F);
  }
  return output("boxes", {40, 2}, values);
}

const JudgedBy kQuantized{1e-5, false, true, false};

}  // namespace

void JudgementTest::looksAtEachOutput() {
  const auto large = output("large", {1, 2}, {1000.0F, -1000.0F});
  const auto apart = compareRuns(runOf({large, output("small", {1, 2}, {0.1F, 0.0F})}),
                                 runOf({large, output("small", {1, 2}, {0.1F, 0.1F})}));
  QVERIFY(apart.has_value());
  QVERIFY(apart->sqnrDb < 4.0);  // over both together it is 80 dB
  QCOMPARE(apart->worst.output, std::string("small"));
  QVERIFY(!judgeMeaning(*apart, kQuantized).holds);
}

void JudgementTest::looksAtColumns() {
  const auto apart = compareRuns(runOf({detections(false, 0.5F)}), runOf({detections(true)}));
  QVERIFY(apart.has_value());
  QVERIFY(apart->sqnrDb > 40.0);
  QCOMPARE(apart->worst.channel, std::int64_t{1});
  QVERIFY(std::abs(apart->worst.sqnrDb) < 0.01);
  const auto check = judgeMeaning(*apart, kQuantized);
  QVERIFY(!check.holds);
  QCOMPARE(check.reason.id(), std::string("export.channel_lost"));
  QVERIFY(judgeMeaning(*compareRuns(runOf({detections(true, 0.5F)}), runOf({detections(true)})), kQuantized).holds);
}

void JudgementTest::sharesOfAWholeAreNoSignals() {
  std::vector<float> reference;
  std::vector<float> rounded;
  for (int row = 0; row < 40; ++row) {
    reference.insert(reference.end(), {0.9F, 0.099F, 0.001F});
    rounded.insert(rounded.end(), {0.901F, 0.099F, 0.0F});
  }
  const auto apart = compareRuns(runOf({output("p", {40, 3}, rounded)}), runOf({output("p", {40, 3}, reference)}));
  QVERIFY(apart->worst.sqnrDb > 30.0);
}

void JudgementTest::countsIntegers() {
  const auto scores = output("scores", {2, 2}, {0.5F, 0.25F, 0.125F, 1.0F});
  const auto labels = [](float last) { return output("labels", {2}, {1.0F, last}, DataType::int64); };
  const auto apart = compareRuns(runOf({scores, labels(7.0F)}), runOf({scores, labels(3.0F)}));
  QVERIFY(std::isinf(apart->sqnrDb) && apart->sqnrDb > 0.0);
  QCOMPARE(apart->maxAbs, 0.0);
  QCOMPARE(apart->integers, std::int64_t{2});
  QCOMPARE(apart->differingIntegers, std::int64_t{1});
  QVERIFY(judgeMeaning(*apart, kQuantized).holds);   // an index may flip where activations are quantized …
  QVERIFY(!judgeMeaning(*apart, JudgedBy{}).holds);  // … and not where weights alone are stored otherwise
}

void JudgementTest::sizesThatDependOnValues() {
  const auto scores = output("scores", {1, 2}, {0.5F, 0.25F});
  const auto kept = [](std::vector<float> values) {
    const auto count = static_cast<std::int64_t>(values.size());
    return output("kept", {count}, std::move(values), DataType::int64);
  };
  const auto run = runOf({scores, kept({1.0F})});
  const auto reference = runOf({scores, kept({1.0F, 2.0F})});
  QVERIFY(!compareRuns(run, reference).has_value());
  QVERIFY(compareRuns(run, reference, true).has_value());
  QVERIFY(!compareRuns(runOf({kept({1.0F})}), runOf({kept({})}), true).has_value());
}

void JudgementTest::notFinite() {
  const auto reference = runOf({output("y", {1, 2}, {1.0F, 2.0F})});
  const auto bad = compareRuns(runOf({output("y", {1, 2}, {1.0F, kNaN})}), reference);
  QCOMPARE(bad->notFinite, std::int64_t{1});
  for (const auto& by : {JudgedBy{}, JudgedBy{0.1, true, false, false}, kQuantized}) {
    const auto check = judgeMeaning(*bad, by);
    QVERIFY(!check.holds);
    QCOMPARE(check.reason.id(), std::string("export.not_finite"));
  }
  const auto both = runOf({output("y", {1, 2}, {1.0F, kNaN})});
  QVERIFY(judgeMeaning(*compareRuns(both, both), JudgedBy{}).holds);
  // What has no value in the original is no fault of integers.
  QVERIFY(judgeMeaning(*compareRuns(reference, both, true), kQuantized).holds);
}

void JudgementTest::depthExplainsRounding() {
  const auto reference = runOf({output("y", {1, 2}, {1.0F, 2.0F})});
  const auto near = compareRuns(runOf({output("y", {1, 2}, {1.0F, 2.00008F})}), reference);
  QVERIFY(!judgeMeaning(*near, JudgedBy{1e-5, false, false, false}).holds);
  QVERIFY(judgeMeaning(*near, JudgedBy{7.5e-5, false, false, false}).holds);
  // As far as optimizations take the reference itself.
  const auto none = compareRuns(reference, reference);
  QVERIFY(!judgeRun(*near, *near, *none, nullptr, JudgedBy{}).holds);
  QVERIFY(judgeRun(*near, *near, *none, &*near, JudgedBy{}).holds);
}

void JudgementTest::kernelsThatOverflow() {
  std::vector<float> exact;
  std::vector<float> meant;
  std::vector<float> overflowing;
  for (int at = 0; at < 64; ++at) {
    exact.push_back(static_cast<float>(at));
    meant.push_back(static_cast<float>(at) + 0.25F);
    overflowing.push_back(std::min(static_cast<float>(at), 40.0F));
  }
  const auto of = [](std::vector<float> values) { return runOf({output("y", {64, 1}, std::move(values))}); };
  const auto meaning = compareRuns(of(meant), of(exact));
  QVERIFY(judgeMeaning(*meaning, kQuantized).holds);
  QVERIFY(judgeRun(*compareRuns(of(meant), of(meant)), *meaning, *meaning, nullptr, kQuantized).holds);
  const auto check = judgeRun(*compareRuns(of(overflowing), of(meant)), *compareRuns(of(overflowing), of(exact)),
                              *meaning, nullptr, kQuantized);
  QVERIFY(!check.holds);
  QCOMPARE(check.reason.id(), std::string("export.kernels_far"));
}

void JudgementTest::faultsOfTheRuntime() {
  const auto reference = runOf({output("y", {1, 2}, {1.0F, 2.0F})});
  const auto garbage = compareRuns(runOf({output("y", {1, 2}, {-3.0F, 7.0F})}), reference);
  const auto none = compareRuns(reference, reference);
  const auto check = judgeRun(*garbage, *garbage, *none, &*garbage, kQuantized);
  QVERIFY(check.holds);
  QCOMPARE(check.reason.id(), std::string("export.runtime_fault"));
  QVERIFY(!judgeRun(*garbage, *garbage, *none, &*none, kQuantized).holds);
}

}  // namespace bitwright

QTEST_GUILESS_MAIN(bitwright::JudgementTest)
#include "judgement_test.moc"
