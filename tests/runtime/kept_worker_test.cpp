// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <sys/types.h>
#include <unistd.h>

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>
#include <stop_token>
#include <string>
#include <thread>

#include "core/base/resources.h"
#include "core/runtime/worker/worker_lease.h"
#include "core/runtime/worker_client.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;

namespace {

/// The processes this one has started that are still there, whichever thread started them.
std::set<pid_t> workers() {
  std::set<pid_t> found;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream stream(task.path() / "children");
    for (pid_t child = 0; stream >> child;) found.insert(child);
  }
  return found;
}

}  // namespace

class KeptWorkerTest : public QObject {
  Q_OBJECT

  std::filesystem::path resnet_;
  std::filesystem::path dscnn_;

  [[nodiscard]] static Result<RunResult> run(const std::filesystem::path& model, const Job& job = {}) {
    return runModel({.model = model, .data = {.spec = "sample", .limit = 40}}, job);
  }

 private slots:
  void initTestCase() {
    const auto resnet = resourcePath("sample/resnet8_fashion.onnx");
    const auto dscnn = resourcePath("sample/dscnn_fashion.onnx");
    BW_VERIFY_RESULT(resnet);
    BW_VERIFY_RESULT(dscnn);
    resnet_ = *resnet;
    dscnn_ = *dscnn;
    if (!std::filesystem::exists("/proc/self/task/" + std::to_string(::getpid()) + "/children"))
      QSKIP("the kernel does not list children");
  }
  void cleanup() { QVERIFY(workers().empty()); }

  void runsShareOneWorkerAndGiveTheSame() {
    const auto alone = run(resnet_);
    const auto otherAlone = run(dscnn_);
    BW_VERIFY_RESULT(alone);
    BW_VERIFY_RESULT(otherAlone);
    QVERIFY(workers().empty());
    const WorkerLease keeper;
    const auto first = run(resnet_);
    BW_VERIFY_RESULT(first);
    const auto worker = workers();
    QCOMPARE(worker.size(), std::size_t{1});
    const auto second = run(dscnn_);
    const auto third = run(resnet_);
    BW_VERIFY_RESULT(second);
    BW_VERIFY_RESULT(third);
    QVERIFY(workers() == worker);
    QCOMPARE(first->outputs[0].values, alone->outputs[0].values);
    QCOMPARE(second->outputs[0].values, otherAlone->outputs[0].values);
    QCOMPARE(third->outputs[0].values, alone->outputs[0].values);
    QCOMPARE(third->labels, alone->labels);
    BW_VERIFY_RESULT(measureMemory(resnet_, {}, {}));  // in one of its own
    QVERIFY(workers() == worker);
  }

  void otherDataAreReadAnew() {
    const WorkerLease keeper;
    const auto few = runModel({.model = resnet_, .data = {.spec = "sample", .limit = 10}}, {});
    const auto other = runModel({.model = resnet_, .data = {.spec = "sample", .limit = 10, .seed = 7}}, {});
    const auto made = runModel({.model = resnet_}, {});
    BW_VERIFY_RESULT(few);
    BW_VERIFY_RESULT(other);
    BW_VERIFY_RESULT(made);
    QVERIFY(few->outputs[0].values != other->outputs[0].values);
    QVERIFY(made->synthesised && made->labels.empty());
  }

  void whatEndsBadlyIsNotKept() {
    const WorkerLease keeper;
    BW_VERIFY_RESULT(run(resnet_));
    QVERIFY(!run("/nowhere/none.onnx"));
    QVERIFY(workers().empty());
    BW_VERIFY_RESULT(run(resnet_));
    std::stop_source stop;
    const Job job(stop.get_token(), [&](const Message&, double) { stop.request_stop(); });
    const auto stopped = runModel({.model = resnet_, .data = {.spec = "sample"}}, job);
    QVERIFY(!stopped && stopped.error().kind == ErrorKind::cancelled);
    BW_VERIFY_RESULT(run(resnet_));
  }

  void aWorkerThatDiedWhileItWaitedIsReplaced() {
    const WorkerLease keeper;
    BW_VERIFY_RESULT(run(resnet_));
    const auto worker = workers();
    QCOMPARE(worker.size(), std::size_t{1});
    ::kill(*worker.begin(), SIGKILL);
    QTest::qWait(100);
    BW_VERIFY_RESULT(run(resnet_));
    QVERIFY(workers() != worker);
  }

  void eachThreadHasItsOwn() {
    const WorkerLease keeper;
    BW_VERIFY_RESULT(run(resnet_));
    const auto worker = workers();
    std::thread([this] { QVERIFY(run(resnet_).has_value()); }).join();
    QVERIFY(workers() == worker);
    {
      const WorkerLease inner;
      BW_VERIFY_RESULT(run(resnet_));
      QCOMPARE(workers().size(), std::size_t{2});
    }
    QVERIFY(workers() == worker);
    BW_VERIFY_RESULT(run(resnet_));
    QVERIFY(workers() == worker);
  }

  void otherLimitsAskForAnother() {
    const WorkerLease keeper;
    BW_VERIFY_RESULT(run(resnet_));
    const auto worker = workers();
    BW_VERIFY_RESULT(runModel({.model = resnet_, .limits = {.memoryBytes = std::uint64_t{4} << 30U}}, {}));
    QVERIFY(workers() != worker);
  }
};

QTEST_GUILESS_MAIN(KeptWorkerTest)
#include "kept_worker_test.moc"
