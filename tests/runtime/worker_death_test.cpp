// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <onnx/onnx_pb.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "core/runtime/worker/worker_call.h"
#include "core/runtime/worker_client.h"
#include "tests/support/environment.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/sanitized.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/text.h"
#include "tests/support/timed.h"

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

class WorkerDeathTest {
 protected:
  WorkerDeathTest() {
    endless().write(file("endless"));
    quick().write(file("quick"));
    descriptors_ = openDescriptors();
  }
  ~WorkerDeathTest() {
    started_.put(worker_);
    const auto result = runModel({.model = file("quick")}, {});
    CHECK_MESSAGE(result.has_value(), result.error().line());
    CHECK(openDescriptors() == descriptors_);
    CHECK((::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD));
    CHECK(std::filesystem::is_empty(temporary_.path()));
  }

  std::filesystem::path file(const std::string& name) const { return folder_.file(name + ".onnx"); }

  void useScript(const std::string& text) {
    const auto path = folder_.file("worker.sh");
    std::filesystem::remove(path);
    std::ofstream(path) << "#!/bin/sh\n" << text << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    started_.put(path);
  }

  const std::string worker_ = environment("BITWRIGHT_WORKER");
  ChangedEnvironment started_{"BITWRIGHT_WORKER", worker_};
  ScratchFolder folder_;
  ScratchFolder temporary_;
  ChangedEnvironment forTemporaryFiles_{"TMPDIR", temporary_.path()};
  std::ptrdiff_t descriptors_ = 0;
};

}  // namespace

TEST_CASE_FIXTURE(WorkerDeathTest, "killedWorkerIsOneSentence") {
  Rows<int> rows;
  rows.add("SIGKILL", SIGKILL);
  if (!kSanitized) rows.add("SIGSEGV", SIGSEGV);
  rows.add("SIGTERM", SIGTERM);

  rows.run([&](int number) {
    std::jthread killer([number](const std::stop_token& end) {
      while (!end.stop_requested()) {
        std::this_thread::sleep_for(200ms);
        for (const auto child : childProcesses()) ::kill(child, number);
      }
    });
    const auto result = runModel({.model = file("endless")}, {});
    killer.request_stop();
    killer.join();
    REQUIRE(!result);
    REQUIRE(result.error().kind == ErrorKind::engine);
    REQUIRE(result.error().line() == file("endless").string() + ": the engine stopped (signal " +
                                         std::to_string(number) +
                                         ") while it ran the model; nothing was changed, try again");
  });
}

TEST_CASE_FIXTURE(WorkerDeathTest, "brokenWorkersAreOneSentence") {
  Rows<std::string, std::string> rows;
  rows.add("exits", "exit 3", "exit code 3");
  rows.add("exits at once without a word", "exit 0", "exit code 0");
  rows.add("stops in a frame", "printf '\\020\\000\\000\\000{\"res'; exit 0", "exit code 0");
  rows.add("prints garbage", "echo hello world, this is no frame at all; sleep 30", "cannot be understood");
  rows.add("frame of 4 GiB", "printf '\\377\\377\\377\\377'; sleep 30", "cannot be understood");
  rows.add("frame of no object", "printf '\\001\\000\\000\\0007'; sleep 30", "cannot be understood");
  rows.add("answer of another kind", "printf '\\015\\000\\000\\000{\"result\":42}'; sleep 30", "cannot be understood");
  rows.add("kills itself", "kill -SEGV $$", "signal 11");
  rows.add("hangs", "sleep 30", "fell silent");
  rows.add("hangs after closing all", "exec 0<&- 1>&- 2>&-; sleep 30", "engine");
  rows.add("leaves somebody behind", "sleep 300 & exit 4", "exit code 4");
  rows.add("shouts", "head -c 3000000 /dev/zero >&2; exit 5", "exit code 5");

  rows.run([&](const std::string& script, const std::string& hint) {
    useScript(script);
    if (hint == "fell silent") {
      const auto result = callWorker({RequestKind::info, {}, "the model", {}, 500ms}, {});
      REQUIRE((!result && contains(result.error().line(), hint)));
      return;
    }
    const auto result = runModel({.model = file("quick")}, {});
    REQUIRE(!result);
    REQUIRE(result.error().kind == ErrorKind::engine);
    const auto line = result.error().line();
    REQUIRE_MESSAGE((contains(line, hint) && !contains(line, "\n") && line.starts_with(file("quick").string())), line);
  });
}

TEST_CASE_FIXTURE(WorkerDeathTest, "missingWorkerIsOneSentence") {
  started_.put("/nowhere/bitwright-worker");
  const auto missing = runtimeInfo({});
  REQUIRE((!missing && missing.error().line().find("BITWRIGHT_WORKER") != std::string::npos));
  started_.put(temporary_.path());
  REQUIRE(!runtimeInfo({}));
}

TEST_CASE_FIXTURE(WorkerDeathTest, "requestsOfAnotherVersionAreRefused") {
  const auto unknown = callWorker({static_cast<RequestKind>(1000), {}, {}, {}}, {});
  REQUIRE((!unknown && unknown.error().kind == ErrorKind::engine));
  REQUIRE(unknown.error().what.id() == "runtime.unknown_request");
  const auto unfit = callWorker({RequestKind::run, {{"model", "m.onnx"}}, {}, {}}, {});
  REQUIRE((!unfit && unfit.error().kind == ErrorKind::engine));
  REQUIRE(unfit.error().what.id() == "runtime.bad_request");
}

TEST_CASE_FIXTURE(WorkerDeathTest, "cancelsARunningModel") {
  std::stop_source stop;
  const Job job(stop.get_token(), {}, 1);
  std::chrono::steady_clock::time_point stopped;
  std::jthread stopper([&] {
    std::this_thread::sleep_for(700ms);
    stopped = std::chrono::steady_clock::now();
    stop.request_stop();
  });
  const auto result = runModel({.model = file("endless")}, job);
  stopper.join();
  REQUIRE((!result && result.error().kind == ErrorKind::cancelled));
  REQUIRE((!timed() || std::chrono::steady_clock::now() - stopped < 1200ms));
}

/// One that does not listen is killed a tenth of a second later: whoever cancels sees the job end at once.
TEST_CASE_FIXTURE(WorkerDeathTest, "cancelsAWorkerThatDoesNotListen") {
  useScript("while :; do printf '\\016\\000\\000\\000{\"alive\":true}'; sleep 0.05; done");
  std::stop_source stop;
  std::chrono::steady_clock::time_point stopped;
  std::jthread stopper([&] {
    std::this_thread::sleep_for(200ms);
    stopped = std::chrono::steady_clock::now();
    stop.request_stop();
  });
  const auto result = runModel({.model = file("quick")}, Job(stop.get_token(), {}, 1));
  stopper.join();
  REQUIRE((!result && result.error().kind == ErrorKind::cancelled));
  const auto sinceStop = std::chrono::steady_clock::now() - stopped;
  REQUIRE(sinceStop >= 90ms);
  REQUIRE((!timed() || sinceStop < 1000ms));
  REQUIRE(runModel({.model = file("quick")}, Job(stop.get_token(), {}, 1)).error().kind == ErrorKind::cancelled);
}

TEST_CASE_FIXTURE(WorkerDeathTest, "timeAndMemoryAreLimited") {
  const auto late = runModel({.model = file("endless"), .limits = {.seconds = 0.5}}, {});
  REQUIRE((!late && late.error().kind == ErrorKind::engine && late.error().line().find("0.5 s") != std::string::npos));

  if (kSanitized) return;
  ModelBuilder builder;
  builder.input("n", kInt64, {1}).output("y", kFloat, {-1});
  builder.initializer(int64Tensor("million", {100000000}));
  builder.add(node("Add", {"n", "million"}, {"size"}));
  builder.add(node("ConstantOfShape", {"size"}, {"y"}));
  builder.write(file("large"));
  const auto large = runModel({.model = file("large"), .limits = {.memoryBytes = 300000000}}, {});
  REQUIRE((!large && large.error().kind == ErrorKind::engine));
  REQUIRE_MESSAGE(large.error().line().find("limit of 0.3 GB") != std::string::npos, large.error().line());
}

/// Without a word of the person's too: every inference has a limit, whatever is asked for.
TEST_CASE_FIXTURE(WorkerDeathTest, "aSingleInferenceIsLimited") {
  const auto late = runModel({.model = file("endless"), .limits = {.inferenceSeconds = 0.3}}, {});
  REQUIRE((!late && ranTooLong(late.error()) && late.error().kind == ErrorKind::engine));
  REQUIRE_MESSAGE(late.error().line().find("0.3 s") != std::string::npos, late.error().line());

  const ChangedEnvironment limit("BITWRIGHT_INFERENCE_SECONDS", "0.2");
  const auto timed = timeModels({.models = {file("quick"), file("endless")}, .rounds = 1}, {});
  const auto memory = measureMemory(file("endless"), {}, {});
  REQUIRE((!timed && ranTooLong(timed.error())));
  REQUIRE((!memory && ranTooLong(memory.error())));
}

TEST_CASE_FIXTURE(WorkerDeathTest, "severalWorkAtOnce") {
  std::atomic<int> right{0};
  {
    std::vector<std::jthread> threads;
    for (int index = 0; index < 6; ++index) {
      threads.emplace_back([this, &right] {
        if (runModel({.model = file("quick")}, Job({}, {}, 1)) && runtimeInfo({})) ++right;
      });
    }
  }
  REQUIRE(right.load() == 6);
}

TEST_CASE_FIXTURE(WorkerDeathTest, "descriptorsOfOthersStayHere") {
  // Whoever embeds us may hold descriptors that are inherited; the worker gets none of them.
  const int inherited = ::dup(STDERR_FILENO);
  ScratchFolder folder;
  const auto list = folder.file("list");
  useScript("ls /proc/$$/fd > " + list.string() + "; exit 6");
  REQUIRE(!runtimeInfo({}));
  ::close(inherited);
  std::ifstream stream(list);
  int count = 0;
  for (std::string number; stream >> number;) {
    ++count;
    REQUIRE_MESSAGE((std::stoi(number) <= 2 || std::stoi(number) >= 10), number);  // from 10 on: the shell's own
  }
  REQUIRE(count >= 3);
}
