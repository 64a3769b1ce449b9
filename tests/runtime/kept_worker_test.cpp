// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <sys/types.h>
#include <unistd.h>

#include <chrono>
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
#include "tests/support/result_check.h"

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

class KeptWorkerTest {
 protected:
  KeptWorkerTest() {
    const auto resnet = resourcePath("sample/resnet8_fashion.onnx");
    const auto dscnn = resourcePath("sample/dscnn_fashion.onnx");
    BW_VERIFY_RESULT(resnet);
    BW_VERIFY_RESULT(dscnn);
    resnet_ = *resnet;
    dscnn_ = *dscnn;
  }
  /// Says so where it does not.
  static bool kernelListsChildren() {
    const bool lists = std::filesystem::exists("/proc/self/task/" + std::to_string(::getpid()) + "/children");
    if (!lists) MESSAGE("skipped: the kernel does not list children");
    return lists;
  }
  ~KeptWorkerTest() { CHECK(workers().empty()); }

  std::filesystem::path resnet_;
  std::filesystem::path dscnn_;

  [[nodiscard]] static Result<RunResult> run(const std::filesystem::path& model, const Job& job = {}) {
    return runModel({.model = model, .data = {.spec = "sample", .limit = 40}}, job);
  }
};

}  // namespace

TEST_CASE_FIXTURE(KeptWorkerTest, "runsShareOneWorkerAndGiveTheSame") {
  if (!kernelListsChildren()) return;
  const auto alone = run(resnet_);
  const auto otherAlone = run(dscnn_);
  BW_VERIFY_RESULT(alone);
  BW_VERIFY_RESULT(otherAlone);
  REQUIRE(workers().empty());
  const WorkerLease keeper;
  const auto first = run(resnet_);
  BW_VERIFY_RESULT(first);
  const auto worker = workers();
  REQUIRE(worker.size() == std::size_t{1});
  const auto second = run(dscnn_);
  const auto third = run(resnet_);
  BW_VERIFY_RESULT(second);
  BW_VERIFY_RESULT(third);
  REQUIRE(workers() == worker);
  REQUIRE(first->outputs[0].values == alone->outputs[0].values);
  REQUIRE(second->outputs[0].values == otherAlone->outputs[0].values);
  REQUIRE(third->outputs[0].values == alone->outputs[0].values);
  REQUIRE(third->labels == alone->labels);
  BW_VERIFY_RESULT(measureMemory(resnet_, {}, {}));  // in one of its own
  REQUIRE(workers() == worker);
}

TEST_CASE_FIXTURE(KeptWorkerTest, "otherDataAreReadAnew") {
  if (!kernelListsChildren()) return;
  const WorkerLease keeper;
  const auto few = runModel({.model = resnet_, .data = {.spec = "sample", .limit = 10}}, {});
  const auto other = runModel({.model = resnet_, .data = {.spec = "sample", .limit = 10, .seed = 7}}, {});
  const auto made = runModel({.model = resnet_}, {});
  BW_VERIFY_RESULT(few);
  BW_VERIFY_RESULT(other);
  BW_VERIFY_RESULT(made);
  REQUIRE(few->outputs[0].values != other->outputs[0].values);
  REQUIRE((made->synthesised && made->labels.empty()));
}

TEST_CASE_FIXTURE(KeptWorkerTest, "whatEndsBadlyIsNotKept") {
  if (!kernelListsChildren()) return;
  const WorkerLease keeper;
  BW_VERIFY_RESULT(run(resnet_));
  REQUIRE(!run("/nowhere/none.onnx"));
  REQUIRE(workers().empty());
  BW_VERIFY_RESULT(run(resnet_));
  std::stop_source stop;
  const Job job(stop.get_token(), [&](const Message&, double) { stop.request_stop(); });
  const auto stopped = runModel({.model = resnet_, .data = {.spec = "sample"}}, job);
  REQUIRE((!stopped && stopped.error().kind == ErrorKind::cancelled));
  BW_VERIFY_RESULT(run(resnet_));
}

TEST_CASE_FIXTURE(KeptWorkerTest, "aWorkerThatDiedWhileItWaitedIsReplaced") {
  if (!kernelListsChildren()) return;
  const WorkerLease keeper;
  BW_VERIFY_RESULT(run(resnet_));
  const auto worker = workers();
  REQUIRE(worker.size() == std::size_t{1});
  ::kill(*worker.begin(), SIGKILL);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  BW_VERIFY_RESULT(run(resnet_));
  REQUIRE(workers() != worker);
}

TEST_CASE_FIXTURE(KeptWorkerTest, "eachThreadHasItsOwn") {
  if (!kernelListsChildren()) return;
  const WorkerLease keeper;
  BW_VERIFY_RESULT(run(resnet_));
  const auto worker = workers();
  bool ran = false;
  std::thread([this, &ran] { ran = run(resnet_).has_value(); }).join();
  REQUIRE(ran);
  REQUIRE(workers() == worker);
  {
    const WorkerLease inner;
    BW_VERIFY_RESULT(run(resnet_));
    REQUIRE(workers().size() == std::size_t{2});
  }
  REQUIRE(workers() == worker);
  BW_VERIFY_RESULT(run(resnet_));
  REQUIRE(workers() == worker);
}

TEST_CASE_FIXTURE(KeptWorkerTest, "otherLimitsAskForAnother") {
  if (!kernelListsChildren()) return;
  const WorkerLease keeper;
  BW_VERIFY_RESULT(run(resnet_));
  const auto worker = workers();
  BW_VERIFY_RESULT(runModel({.model = resnet_, .limits = {.memoryBytes = std::uint64_t{4} << 30U}}, {}));
  REQUIRE(workers() != worker);
}
