// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/engine/deadline_watch.h"

#include <QtTest/QtTest>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "core/runtime_server/engine/time_limits.h"

using namespace bitwright;
using namespace std::chrono_literals;

class DeadlineWatchTest : public QObject {
  Q_OBJECT

 private slots:
  void whoIsLateIsAsked() {
    std::atomic<bool> asked = false;
    Deadline deadline(
        0.01, [&] { asked = true; }, [] { return inferenceTooLong(0.01, "model"); });
    while (!asked) std::this_thread::sleep_for(1ms);
    QVERIFY(deadline.end() && deadline.passed());
  }

  void whoIsInTimeIsNot() {
    std::atomic<bool> asked = false;
    const auto ask = [&] { asked = true; };
    const auto error = [] { return loadTooLong(1.0, "model"); };
    Deadline deadline(100.0, ask, error);
    QVERIFY(!deadline.end());
    Deadline none(0.0, ask, error);
    std::this_thread::sleep_for(20ms);
    QVERIFY(!none.end() && !asked);
  }

  void whoIsDeafIsGivenUp() {
    std::atomic<bool> givenUp = false;
    std::string said;
    DeadlineWatch::instance().onDeaf([&](const Error& error) {
      said = error.line();
      givenUp = true;
    });
    Deadline deadline(
        0.01, [] {}, [] { return inferenceTooLong(0.5, "model"); });
    while (!givenUp) std::this_thread::sleep_for(5ms);
    deadline.end();
    QCOMPARE(
        said,
        std::string(
            "model: a single inference was stopped after 0.5 s; BITWRIGHT_INFERENCE_SECONDS allows more, 0 any time"));
  }

  void limitsGrowWithWhatIsKnown() {
    QVERIFY(inferenceLimit(0.0, 0.0) >= 60.0);
    QVERIFY(inferenceLimit(0.0, 100.0) >= 2000.0);
    setTimeLimits({.inference = 0.0, .load = 3.0});
    QCOMPARE(inferenceLimit(1.0, 1.0), 0.0);
    QCOMPARE(loadLimit("none"), 3.0);
    setTimeLimits({});
  }
};

QTEST_GUILESS_MAIN(DeadlineWatchTest)
#include "deadline_watch_test.moc"
