// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <onnx/onnx_pb.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QtCore/QElapsedTimer>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "core/runtime/worker/worker_call.h"
#include "core/runtime/worker_client.h"
#include "tests/support/model_builder.h"
#include "tests/support/qt_result_check.h"
#include "tests/support/sanitized.h"

using namespace bitwright;
using namespace bitwright::test;
using namespace std::chrono_literals;

namespace {

/// A model that loads and then runs until it is stopped.
ModelBuilder endless() {
  ModelBuilder body;
  body.input("turn", kInt64, {}).input("on", kBool, {}).input("v", kFloat, {1, 4});
  body.output("on2", kBool, {}).output("v2", kFloat, {1, 4});
  body.add(node("Identity", {"on"}, {"on2"}));
  body.add(node("Add", {"v", "v"}, {"v2"}));
  ModelBuilder builder;
  builder.input("x", kFloat, {1, 4}).output("y", kFloat, {1, 4});
  auto turns = int64Tensor("turns", {INT64_MAX});
  turns.clear_dims();
  builder.initializer(turns);
  builder.initializer(rawTensor("always", kBool, {}, "\1"));
  auto& loop = builder.add(node("Loop", {"turns", "always", "x"}, {"y"}));
  setAttribute(loop, "body", body.graph());
  return builder;
}

ModelBuilder quick() {
  ModelBuilder builder;
  builder.input("x", kFloat, {1, 4}).output("y", kFloat, {1, 4});
  builder.add(node("Neg", {"x"}, {"y"}));
  return builder;
}

/// Processes whose parent is this one.
std::vector<pid_t> childProcesses() {
  std::vector<pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::ifstream stream(entry.path() / "stat");
    std::string text;
    if (!std::getline(stream, text)) continue;
    const auto bracket = text.rfind(')');
    if (bracket == std::string::npos) continue;
    std::istringstream rest(text.substr(bracket + 1));
    char state = 0;
    pid_t parent = 0;
    rest >> state >> parent;
    if (parent == ::getpid()) found.push_back(static_cast<pid_t>(std::stol(entry.path().filename().string())));
  }
  return found;
}

std::ptrdiff_t openDescriptors() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

}  // namespace

class WorkerDeathTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    worker_ = qgetenv("BITWRIGHT_WORKER");
    qputenv("TMPDIR", temporary_.path().toUtf8());
    endless().write(file("endless"));
    quick().write(file("quick"));
  }

  void init() { descriptors_ = openDescriptors(); }

  /// After every test: the real worker works, and nothing of the other is left.
  void cleanup() {
    qputenv("BITWRIGHT_WORKER", worker_);
    const auto result = runModel({.model = file("quick")}, {});
    BW_VERIFY_RESULT(result);
    QCOMPARE(openDescriptors(), descriptors_);
    QVERIFY(::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD);
    QVERIFY(std::filesystem::is_empty(temporary_.path().toStdString()));
  }

  void killedWorkerIsOneSentence_data() {
    QTest::addColumn<int>("number");
    QTest::newRow("SIGKILL") << SIGKILL;
    if (!kSanitized) QTest::newRow("SIGSEGV") << SIGSEGV;
    QTest::newRow("SIGTERM") << SIGTERM;
  }

  void killedWorkerIsOneSentence() {
    QFETCH(int, number);
    std::jthread killer([number](const std::stop_token& end) {
      while (!end.stop_requested()) {
        std::this_thread::sleep_for(200ms);
        for (const auto child : childProcesses()) ::kill(child, number);
      }
    });
    const auto result = runModel({.model = file("endless")}, {});
    killer.request_stop();
    killer.join();
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::engine);
    QCOMPARE(result.error().line(), file("endless").string() + ": the engine stopped (signal " +
                                        std::to_string(number) +
                                        ") while it ran the model; nothing was changed, try again");
  }

  void brokenWorkersAreOneSentence_data() {
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("hint");
    QTest::newRow("exits") << "exit 3"
                           << "exit code 3";
    QTest::newRow("exits at once without a word") << "exit 0"
                                                  << "exit code 0";
    QTest::newRow("stops in a frame") << "printf '\\020\\000\\000\\000{\"res'; exit 0"
                                      << "exit code 0";
    QTest::newRow("prints garbage") << "echo hello world, this is no frame at all; sleep 30"
                                    << "cannot be understood";
    QTest::newRow("frame of 4 GiB") << "printf '\\377\\377\\377\\377'; sleep 30"
                                    << "cannot be understood";
    QTest::newRow("frame of no object") << "printf '\\001\\000\\000\\0007'; sleep 30"
                                        << "cannot be understood";
    QTest::newRow("answer of another kind") << "printf '\\015\\000\\000\\000{\"result\":42}'; sleep 30"
                                            << "cannot be understood";
    QTest::newRow("kills itself") << "kill -SEGV $$"
                                  << "signal 11";
    QTest::newRow("hangs") << "sleep 30"
                           << "fell silent";
    QTest::newRow("hangs after closing all") << "exec 0<&- 1>&- 2>&-; sleep 30"
                                             << "engine";
    QTest::newRow("leaves somebody behind") << "sleep 300 & exit 4"
                                            << "exit code 4";
    QTest::newRow("shouts") << "head -c 3000000 /dev/zero >&2; exit 5"
                            << "exit code 5";
  }

  void brokenWorkersAreOneSentence() {
    QFETCH(QString, script);
    QFETCH(QString, hint);
    useScript(script);
    if (hint == "fell silent") {
      const auto result = callWorker({RequestKind::info, {}, "the model", {}, 500ms}, {});
      QVERIFY(!result && QString::fromStdString(result.error().line()).contains(hint));
      return;
    }
    const auto result = runModel({.model = file("quick")}, {});
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::engine);
    const auto line = QString::fromStdString(result.error().line());
    QVERIFY2(
        line.contains(hint) && !line.contains('\n') && line.startsWith(QString::fromStdString(file("quick").string())),
        qPrintable(line));
  }

  void missingWorkerIsOneSentence() {
    qputenv("BITWRIGHT_WORKER", "/nowhere/bitwright-worker");
    const auto missing = runtimeInfo({});
    QVERIFY(!missing && missing.error().line().find("BITWRIGHT_WORKER") != std::string::npos);
    qputenv("BITWRIGHT_WORKER", temporary_.path().toUtf8());
    QVERIFY(!runtimeInfo({}));
  }

  void requestsOfAnotherVersionAreRefused() {
    const auto unknown = callWorker({static_cast<RequestKind>(1000), {}, {}, {}}, {});
    QVERIFY(!unknown && unknown.error().kind == ErrorKind::engine);
    QCOMPARE(unknown.error().what.id(), std::string("runtime.unknown_request"));
    const auto unfit = callWorker({RequestKind::run, {{"model", "m.onnx"}}, {}, {}}, {});
    QVERIFY(!unfit && unfit.error().kind == ErrorKind::engine);
    QCOMPARE(unfit.error().what.id(), std::string("runtime.bad_request"));
  }

  void cancelsARunningModel() {
    std::stop_source stop;
    const Job job(stop.get_token(), {}, 1);
    QElapsedTimer sinceStop;
    std::jthread stopper([&] {
      std::this_thread::sleep_for(700ms);
      sinceStop.start();
      stop.request_stop();
    });
    const auto result = runModel({.model = file("endless")}, job);
    stopper.join();
    QVERIFY(!result && result.error().kind == ErrorKind::cancelled);
    QVERIFY(sinceStop.elapsed() < 1200);
  }

  /// One that does not listen is killed a tenth of a second later: whoever cancels sees the job end at once.
  void cancelsAWorkerThatDoesNotListen() {
    useScript("while :; do printf '\\016\\000\\000\\000{\"alive\":true}'; sleep 0.05; done");
    std::stop_source stop;
    QElapsedTimer sinceStop;
    std::jthread stopper([&] {
      std::this_thread::sleep_for(200ms);
      sinceStop.start();
      stop.request_stop();
    });
    const auto result = runModel({.model = file("quick")}, Job(stop.get_token(), {}, 1));
    stopper.join();
    QVERIFY(!result && result.error().kind == ErrorKind::cancelled);
    QVERIFY(sinceStop.elapsed() >= 90 && sinceStop.elapsed() < 1000);
    QVERIFY(runModel({.model = file("quick")}, Job(stop.get_token(), {}, 1)).error().kind == ErrorKind::cancelled);
  }

  void timeAndMemoryAreLimited() {
    const auto late = runModel({.model = file("endless"), .limits = {.seconds = 0.5}}, {});
    QVERIFY(!late && late.error().kind == ErrorKind::engine && late.error().line().find("0.5 s") != std::string::npos);

    if (kSanitized) return;
    ModelBuilder builder;
    builder.input("n", kInt64, {1}).output("y", kFloat, {-1});
    builder.initializer(int64Tensor("million", {100000000}));
    builder.add(node("Add", {"n", "million"}, {"size"}));
    builder.add(node("ConstantOfShape", {"size"}, {"y"}));
    builder.write(file("large"));
    const auto large = runModel({.model = file("large"), .limits = {.memoryBytes = 300000000}}, {});
    QVERIFY(!large && large.error().kind == ErrorKind::engine);
    QVERIFY2(large.error().line().find("limit of 0.3 GB") != std::string::npos, large.error().line().c_str());
  }

  /// Without a word of the person's too: every inference has a limit, whatever is asked for.
  void aSingleInferenceIsLimited() {
    const auto late = runModel({.model = file("endless"), .limits = {.inferenceSeconds = 0.3}}, {});
    QVERIFY(!late && ranTooLong(late.error()) && late.error().kind == ErrorKind::engine);
    QVERIFY2(late.error().line().find("0.3 s") != std::string::npos, late.error().line().c_str());

    qputenv("BITWRIGHT_INFERENCE_SECONDS", "0.2");
    const auto timed = timeModels({.models = {file("quick"), file("endless")}, .rounds = 1}, {});
    const auto memory = measureMemory(file("endless"), {}, {});
    qunsetenv("BITWRIGHT_INFERENCE_SECONDS");
    QVERIFY(!timed && ranTooLong(timed.error()));
    QVERIFY(!memory && ranTooLong(memory.error()));
  }

  void severalWorkAtOnce() {
    std::atomic<int> right{0};
    {
      std::vector<std::jthread> threads;
      for (int index = 0; index < 6; ++index) {
        threads.emplace_back([this, &right] {
          if (runModel({.model = file("quick")}, Job({}, {}, 1)) && runtimeInfo({})) ++right;
        });
      }
    }
    QCOMPARE(right.load(), 6);
  }

  void descriptorsOfOthersStayHere() {
    // Whoever embeds us may hold descriptors that are inherited; the worker gets none of them.
    const int inherited = ::dup(STDERR_FILENO);
    QTemporaryDir folder;
    const auto list = folder.filePath("list");
    useScript("ls /proc/$$/fd > " + list + "; exit 6");
    QVERIFY(!runtimeInfo({}));
    ::close(inherited);
    std::ifstream stream(list.toStdString());
    int count = 0;
    for (std::string number; stream >> number;) {
      ++count;
      QVERIFY2(std::stoi(number) <= 2 || std::stoi(number) >= 10, number.c_str());  // from 10 on: the shell's own
    }
    QVERIFY(count >= 3);
  }

 private:
  std::filesystem::path file(const std::string& name) const {
    return (folder_.path().toStdString() + "/") + name + ".onnx";
  }

  void useScript(const QString& text) {
    const auto path = folder_.path().toStdString() + "/worker.sh";
    std::filesystem::remove(path);
    std::ofstream(path) << "#!/bin/sh\n" << text.toStdString() << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    qputenv("BITWRIGHT_WORKER", QByteArray::fromStdString(path));
  }

  QByteArray worker_;
  QTemporaryDir folder_;
  QTemporaryDir temporary_;
  std::ptrdiff_t descriptors_ = 0;
};

QTEST_GUILESS_MAIN(WorkerDeathTest)
#include "worker_death_test.moc"
