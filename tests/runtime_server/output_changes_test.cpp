// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/measuring/output_changes.h"

#include <QtTest/QtTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace bitwright;

namespace {

CachedBatch batchOf(std::vector<WidenedOutput> outputs) {
  CachedBatch batch;
  batch.outputs = std::move(outputs);
  batch.samples = 1;
  return batch;
}

double sqnrOf(const std::vector<WidenedOutput>& original, const std::vector<WidenedOutput>& variant) {
  return changeOf(sumChanges(batchOf(original), variant, {}, false), false).sqnrDb;
}

}  // namespace

class OutputChangesTest : public QObject {
  Q_OBJECT

 private slots:
  void lostValuesAreNoEquality() {
    const WidenedOutput original{"y", {4}, {1, 2, 3, 4}};
    WidenedOutput lost = original;
    for (auto& value : lost.values) value = std::numeric_limits<float>::quiet_NaN();
    QVERIFY(std::isinf(sqnrOf({original}, {original})));
    QVERIFY(sqnrOf({original}, {lost}) < -100.0 && std::isfinite(sqnrOf({original}, {lost})));
  }

  void whatIsInfiniteInBothIsLeftOut() {
    const WidenedOutput masked{"y", {2}, {1, -std::numeric_limits<float>::infinity()}};
    QVERIFY(std::isinf(sqnrOf({masked}, {masked})) && sqnrOf({masked}, {masked}) > 0);
  }

  void wholeNumbersDoNotCountBesideOthers() {
    const WidenedOutput real{"y", {4}, {1, 2, 3, 4}};
    const WidenedOutput index{"i", {2}, {5, 900}, true};
    const WidenedOutput other{"i", {2}, {5, 1}, true};
    QVERIFY(std::isinf(sqnrOf({real, index}, {real, other})));
    QVERIFY(std::abs(sqnrOf({index}, {other}) - 10.0 * std::log10(2.0)) < 1e-9);  // one of two is another
  }
};

QTEST_GUILESS_MAIN(OutputChangesTest)
#include "output_changes_test.moc"
