// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <onnx/onnx_pb.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/runtime/worker_client.h"
#include "tests/support/environment.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/sanitized.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// A worker in a made container: its own view of the control groups, which allow it less memory than the machine has.
class ContainerTest {
 protected:
  ContainerTest() {
    REQUIRE(!worker_.empty());
    // 480 MB of floats, and as much again where something is made of them.
    ModelBuilder builder;
    builder.input("n", kInt64, {1}).output("y", kFloat, {});
    builder.initializer(int64Tensor("million", {120'000'000}));
    builder.add(node("Add", {"n", "million"}, {"size"}));
    builder.add(node("ConstantOfShape", {"size"}, {"zeros"}));
    builder.add(node("Neg", {"zeros"}, {"none"}));
    setAttribute(builder.add(node("ReduceMax", {"none"}, {"y"})), "keepdims", std::int64_t{0});
    builder.write(model());
  }

  std::filesystem::path model() const { return folder_.path() / "large.onnx"; }
  /// From now on workers see groups with these limits, whichever of both versions the system has, and no other.
  void contain(const std::string& first, const std::string& second) {
    const auto script = folder_.path() / "worker.sh";
    std::filesystem::remove(script);
    std::ofstream(script) << "#!/bin/sh\nexec unshare --user --map-root-user --mount sh -c 'cd /sys/fs && mount -t "
                             "tmpfs none cgroup && mkdir cgroup/memory && "
                          << "echo " << first << " > cgroup/memory/memory.limit_in_bytes && echo " << second
                          << " > cgroup/memory.max && "
                          << "exec \"$0\" \"$@\"' '" << worker_ << "' \"$@\"\n";
    std::filesystem::permissions(script, std::filesystem::perms::owner_all);
    started_.put(script.string());
  }

  ScratchFolder folder_;
  const std::string worker_ = environment("BITWRIGHT_WORKER");
  ChangedEnvironment started_{"BITWRIGHT_WORKER", worker_};
};

}  // namespace

TEST_CASE_FIXTURE(ContainerTest, "whatAGroupAllowsIsTheLimit") {
  if (kSanitized) {
    MESSAGE("skipped: a sanitizer takes more memory than is to be limited");
    return;
  }
  if (std::system("unshare --user --map-root-user --mount mount -t tmpfs none /sys/fs/cgroup 2> /dev/null") != 0) {
    MESSAGE("skipped: no namespace of mounts can be made here");
    return;
  }
  BW_VERIFY_RESULT(runModel({.model = model()}, {}));  // the machine has it
  contain("400000000", "400000000");
  const auto refused = runModel({.model = model()}, {});
  REQUIRE((!refused && refused.error().kind == ErrorKind::engine));
  REQUIRE_MESSAGE(refused.error().line().find("limit of 0.4 GB") != std::string::npos, refused.error().line());
  contain("9223372036854771712", "max");
  BW_VERIFY_RESULT(runModel({.model = model()}, {}));
}
