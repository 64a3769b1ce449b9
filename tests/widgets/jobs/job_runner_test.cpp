// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/job_runner.h"

#include <QSignalSpy>
#include <QThread>
#include <QtTest/QtTest>

#include <atomic>
#include <cmath>
#include <filesystem>
#include <new>
#include <stdexcept>

#include "widgets/jobs/time_left.h"
#include "widgets/text/message_text.h"

using namespace bitwright;

namespace {

constexpr int kPatience = 20'000;  // ms

/// A stage that works until it is told to stop or to finish.
Result<int> workUntil(const Job& job, const std::atomic<bool>& finish, int result) {
  while (!finish) {
    if (job.stopRequested()) return Failure(cancelledError());
    QThread::msleep(1);
  }
  return result;
}

}  // namespace

class JobRunnerTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void deliversOnTheWindowsThread() {
    JobRunner runner(QStringLiteral("test"));
    QThread* worked = nullptr;
    QThread* delivered = nullptr;
    int value = 0;
    runner.run<int>(
        [&](const Job&, const JobTicket&) -> Result<int> {
          worked = QThread::currentThread();
          return 42;
        },
        [&](Result<int> result) {
          delivered = QThread::currentThread();
          value = result.value_or(-1);
        });
    QVERIFY(runner.isRunning());
    QTRY_COMPARE_WITH_TIMEOUT(value, 42, kPatience);
    QVERIFY(worked != delivered);
    QCOMPARE(delivered, QThread::currentThread());
    QVERIFY(!runner.isRunning());
  }

  void newestRequestWins() {
    JobRunner runner(QStringLiteral("test"));
    std::atomic<bool> finish = false;
    std::atomic<int> started = 0;
    QList<int> delivered;
    for (int request = 0; request < 50; ++request) {
      runner.run<int>(
          [&, request](const Job& job, const JobTicket&) {
            ++started;
            return workUntil(job, finish, request);
          },
          [&](Result<int> result) { delivered << result.value_or(-1); });
      QTest::qWait(1);
    }
    finish = true;
    QTRY_VERIFY_WITH_TIMEOUT(!runner.isRunning() && !delivered.isEmpty(), kPatience);
    QTest::qWait(20);
    QCOMPARE(delivered, QList<int>{49});
    QVERIFY(started >= 2);
  }

  void followingLetsTheRunningOneFinish() {
    JobRunner runner(QStringLiteral("test"));
    std::atomic<bool> finish = false;
    QList<int> delivered;
    for (int request = 0; request < 5; ++request) {
      runner.run<int>([&, request](const Job& job, const JobTicket&) { return workUntil(job, finish, request); },
                      [&](Result<int> result) { delivered << result.value_or(-1); }, Overtake::follow);
    }
    finish = true;
    QTRY_COMPARE_WITH_TIMEOUT(delivered, (QList<int>{0, 4}), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!runner.isRunning(), kPatience);
  }

  void cancelledStageSaysSo() {
    JobRunner runner(QStringLiteral("test"));
    const std::atomic<bool> never = false;
    std::optional<ErrorKind> kind;
    runner.run<int>([&](const Job& job, const JobTicket&) { return workUntil(job, never, 1); },
                    [&](Result<int> result) { kind = result ? ErrorKind::input : result.error().kind; });
    runner.cancel();
    QTRY_VERIFY_WITH_TIMEOUT(kind.has_value(), kPatience);
    QCOMPARE(*kind, ErrorKind::cancelled);
  }

  void lateLettersOfAnOlderRequestAreNotRead() {
    JobRunner runner(QStringLiteral("test"));
    const std::atomic<bool> never = false;
    int letters = 0;
    bool done = false;
    runner.run<int>(
        [&](const Job& job, const JobTicket& ticket) {
          auto result = workUntil(job, never, 1);
          ticket.post([&] { ++letters; });
          return result;
        },
        [](Result<int>) {});
    runner.run<int>([](const Job&, const JobTicket&) -> Result<int> { return 2; }, [&](Result<int>) { done = true; });
    QTRY_VERIFY_WITH_TIMEOUT(done, kPatience);
    QCOMPARE(letters, 0);
  }

  void progressArrivesOnceInAWhileAndIsTheLatest() {
    JobRunner runner(QStringLiteral("test"));
    QSignalSpy progressed(&runner, &JobRunner::progressed);
    bool done = false;
    runner.run<int>(
        [](const Job& job, const JobTicket&) -> Result<int> {
          for (int i = 0; i <= 10'000; ++i) job.progress(BW_MESSAGE("test.phase", "counting"), i / 10'000.0);
          return 1;
        },
        [&](Result<int>) { done = true; });
    QThread::msleep(100);  // letters pile up while the window is busy
    QTRY_VERIFY_WITH_TIMEOUT(done, kPatience);
    QVERIFY(progressed.count() >= 1);
    QVERIFY(progressed.count() < 10'000);
    QCOMPARE(runner.fraction(), 1.0);
    QCOMPARE(runner.phase(), QStringLiteral("counting"));
  }

  void steadyProgressTellsTheTimeLeft() {
    TimeLeft left;
    for (double t = 0.5; t < 3.0; t += 0.5) {
      left.add(t, t / 20.0);
      QVERIFY2(!left.seconds(), "too early to tell");
    }
    for (double t = 3.0; t < 20.0; t += 0.5) {
      left.add(t, t / 20.0);
      if (t < 4.0) continue;
      QVERIFY(left.seconds().has_value());
      QVERIFY2(std::abs(*left.seconds() - (20.0 - t)) < 0.01, qPrintable(QString::number(*left.seconds())));
    }
  }

  void unsteadyProgressTellsNothing() {
    TimeLeft jumping;
    for (double t = 0.5; t <= 6.0; t += 0.5) jumping.add(t, t < 4.0 ? 0.1 : 0.8);
    QVERIFY(!jumping.seconds());  // 40 s in all, then 5
    TimeLeft standing;
    for (double t = 0.5; t <= 10.0; t += 0.5) standing.add(t, t / 20.0);
    QVERIFY(standing.seconds().has_value());
    for (double t = 10.5; t <= 16.0; t += 0.5) standing.add(t, 0.5);
    QVERIFY(!standing.seconds());
    TimeLeft again;
    for (double t = 0.5; t <= 10.0; t += 0.5) again.add(t, t / 20.0);
    again.add(10.5, 0.1);  // another part of the job counts from its own beginning
    QVERIFY(!again.seconds());
  }

  void discardedResultsAreNotSeen() {
    JobRunner runner(QStringLiteral("test"));
    std::atomic<bool> finish = false;
    bool seen = false;
    runner.run<int>(
        [&](const Job&, const JobTicket&) -> Result<int> {
          while (!finish) QThread::msleep(1);  // does not ask
          return 1;
        },
        [&](Result<int>) { seen = true; });
    runner.discard();
    finish = true;
    QTRY_VERIFY_WITH_TIMEOUT(!runner.isRunning(), kPatience);
    QVERIFY(!seen);
    int next = 0;
    runner.run<int>([](const Job&, const JobTicket&) -> Result<int> { return 7; },
                    [&](Result<int> result) { next = result.value_or(-1); });
    QTRY_COMPARE_WITH_TIMEOUT(next, 7, kPatience);
  }

  void whatAStageThrowsIsAnError_data() {
    QTest::addColumn<int>("thrown");
    QTest::addColumn<QString>("says");
    QTest::newRow("bad_alloc") << 0 << QStringLiteral("memory");
    QTest::newRow("length_error") << 1 << QStringLiteral("too long a vector");
    QTest::newRow("filesystem_error") << 2 << QStringLiteral("/nowhere/at/all: ");
    QTest::newRow("no std::exception") << 3 << QStringLiteral("unexpectedly");
  }

  void whatAStageThrowsIsAnError() {
    QFETCH(int, thrown);
    QFETCH(QString, says);
    JobRunner runner(QStringLiteral("test"));
    QSignalSpy finished(&runner, &JobRunner::finished);
    std::optional<Error> error;
    runner.run<std::vector<int>>(
        [thrown](const Job&, const JobTicket&) -> Result<std::vector<int>> {
          switch (thrown) {
            case 0:
              throw std::bad_alloc();
            case 1:
              throw std::length_error("too long a vector");
            case 2:
              static_cast<void>(std::filesystem::file_size("/nowhere/at/all"));
              break;
            default:
              throw thrown;
          }
          return {};
        },
        [&](Result<std::vector<int>> result) {
          if (!result) error = result.error();
        });
    QTRY_VERIFY_WITH_TIMEOUT(error.has_value(), kPatience);
    QVERIFY(error->kind != ErrorKind::cancelled);
    const QString line = errorText(*error);
    QVERIFY2(line.contains(says), qPrintable(line));
    QVERIFY(!line.contains(QLatin1Char('\n')));
    QCOMPARE(finished.count(), 1);
    QVERIFY(!runner.isRunning());
    // The next one works, also one that gives nothing.
    bool done = false;
    runner.run<void>([](const Job&, const JobTicket&) -> Result<void> { return {}; },
                     [&](Result<void> result) { done = result.has_value(); });
    QTRY_VERIFY_WITH_TIMEOUT(done, kPatience);
    done = false;
    runner.run<void>(
        [](const Job&, const JobTicket&) -> Result<void> { throw std::runtime_error("one\nof two lines"); },
        [&](Result<void> result) {
          done = !result;
          QVERIFY(!errorText(result.error()).contains(QLatin1Char('\n')));
        });
    QTRY_VERIFY_WITH_TIMEOUT(done, kPatience);
  }

  void closingCancelsAndWaits() {
    std::atomic<bool> running = false;
    std::atomic<bool> ended = false;
    const std::atomic<bool> never = false;
    bool delivered = false;
    {
      JobRunner runner(QStringLiteral("test"));
      runner.run<int>(
          [&](const Job& job, const JobTicket&) {
            running = true;
            auto result = workUntil(job, never, 1);
            ended = true;
            return result;
          },
          [&](Result<int>) { delivered = true; });
      QTRY_VERIFY_WITH_TIMEOUT(running, kPatience);
    }
    QVERIFY(ended);
    QCoreApplication::processEvents();
    QVERIFY(!delivered);
  }
};

QTEST_GUILESS_MAIN(JobRunnerTest)
#include "job_runner_test.moc"
