// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <unistd.h>

#include <QtCore/QProcess>
#include <QtTest/QtTest>

#include <cstdlib>

#include "core/runtime/worker/frame.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;

namespace {

struct Outcome {
  int code = -1;
  QByteArray output;
  QByteArray errors;
};

Outcome runWorker(const QStringList& arguments, const QString& inputFile, const QByteArray& input = {}) {
  QProcess process;
  if (!inputFile.isEmpty()) process.setStandardInputFile(inputFile);
  process.start(QString::fromUtf8(qgetenv("BITWRIGHT_WORKER")), arguments);
  if (inputFile.isEmpty()) {
    process.write(input);
    process.closeWriteChannel();
  }
  if (!process.waitForFinished(30000)) return {};
  return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2, process.readAllStandardOutput(),
          process.readAllStandardError()};
}

}  // namespace

/// The worker as a program: what it says to somebody who starts it by hand.
class WorkerProgramTest : public QObject {
  Q_OBJECT

 private slots:
  void tellsItsVersion() {
    const auto outcome = runWorker({"--version"}, "/dev/null");
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.output.startsWith("bitwright-worker ") && outcome.output.count('\n') == 1);
  }

  void refusesATerminal() {
    const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
    QVERIFY(terminal >= 0 && ::grantpt(terminal) == 0 && ::unlockpt(terminal) == 0);
    const auto outcome = runWorker({}, QString::fromUtf8(::ptsname(terminal)));
    ::close(terminal);
    QCOMPARE(outcome.code, 2);
    QVERIFY(outcome.output.isEmpty() && outcome.errors.count('\n') == 1);
  }

  void refusesWhatIsNoRequest() {
    QCOMPARE(runWorker({}, "/dev/null").code, 2);
    QCOMPARE(runWorker({}, {}, "hello, worker, how are you today?").code, 2);
    QCOMPARE(runWorker({"run", "it"}, "/dev/null").code, 2);
  }

  /// A request of a version it does not know is answered with an error frame, not with silence. The input ends at once,
  /// so the worker may also have gone before it answered: what it says is a whole frame or nothing.
  void speaksInFramesOnly() {
    const auto request = encodeFrame({{"protocol", 0}, {"version", "0"}});
    const auto outcome = runWorker({}, {}, QByteArray::fromStdString(request));
    QCOMPARE(outcome.code, 0);
    FrameReader reader;
    reader.append(bytesOf(outcome.output.toStdString()));
    const auto frame = reader.next();
    BW_VERIFY_RESULT(frame);
    if (*frame)
      QVERIFY((*frame)->contains("error"));
    else
      QVERIFY(outcome.output.isEmpty());
  }

  void framesAreCutAnywhere() {
    const auto bytes = encodeFrame({{"a", 1}}) + encodeFrame({{"b", "\xff not UTF-8"}});
    FrameReader reader;
    int frames = 0;
    for (const char character : bytes) {
      reader.append(bytesOf({&character, 1}));
      for (auto frame = reader.next(); frame && *frame; frame = reader.next()) ++frames;
    }
    QCOMPARE(frames, 2);
  }
};

QTEST_GUILESS_MAIN(WorkerProgramTest)
#include "worker_program_test.moc"
