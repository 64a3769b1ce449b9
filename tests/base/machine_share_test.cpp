// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/machine_share.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// On roots made for the purpose, as a container shows them.
class MachineShareTest {
 protected:
  MachineShareTest() { root_ = folder_.path().string(); }

  void put(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << text;
  }

  ScratchFolder folder_;
  std::filesystem::path root_;
};

}  // namespace

TEST_CASE_FIXTURE(MachineShareTest, "withoutGroupsItIsTheMachine") {
  REQUIRE(usableMemory(root_) > 0);
  REQUIRE(usableCores(root_) == std::max(1, static_cast<int>(std::thread::hardware_concurrency())));
}

TEST_CASE_FIXTURE(MachineShareTest, "versionTwoBoundsUpTheHierarchy") {
  put("proc/self/cgroup", "0::/slice/unit\n");
  put("sys/fs/cgroup/slice/unit/memory.max", "max\n");
  put("sys/fs/cgroup/slice/memory.max", "200000000\n");
  put("sys/fs/cgroup/memory.max", "400000000\n");
  put("sys/fs/cgroup/slice/unit/cpu.max", "max 100000\n");
  put("sys/fs/cgroup/slice/cpu.max", "50000 100000\n");
  REQUIRE(usableMemory(root_) == std::uint64_t{200000000});
  REQUIRE(usableCores(root_) == 1);
}

TEST_CASE_FIXTURE(MachineShareTest, "versionOneBoundsByController") {
  put("proc/self/cgroup", "12:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n1:name=systemd:/\n0::/\n");
  // A container sees its own group at the mount, and the path from outside.
  put("sys/fs/cgroup/memory/memory.limit_in_bytes", "300000000\n");
  put("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "100000\n");
  put("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
  REQUIRE(usableMemory(root_) == std::uint64_t{300000000});
  REQUIRE(usableCores(root_) == 1);
}

TEST_CASE_FIXTURE(MachineShareTest, "noLimitIsNone") {
  put("proc/self/cgroup", "12:memory:/\n4:cpu,cpuacct:/\n");
  put("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
  put("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n");
  put("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
  ScratchFolder none;
  REQUIRE(usableMemory(root_) == usableMemory(none.path().string()));
  REQUIRE(usableCores(root_) == usableCores(none.path().string()));
}
