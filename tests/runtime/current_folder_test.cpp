// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// A system that does not tell where the executable stands, as in a chroot without /proc: the link that tells is made
// unreadable for this process.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <string_view>

#include "core/base/resources.h"
#include "core/data/images/image_codecs.h"
#include "core/runtime/worker/find_worker.h"
#include "core/runtime/worker_client.h"
#include "tests/support/environment.h"
#include "tests/support/model_builder.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

/// Stands before the C library's, for std::filesystem too.
extern "C" __attribute__((visibility("default"))) ssize_t readlink(const char* path, char* target,
                                                                   std::size_t size) noexcept {
  if (std::string_view(path) != "/proc/self/exe") return ::syscall(SYS_readlinkat, AT_FDCWD, path, target, size);
  errno = ENOENT;
  return -1;
}

namespace {

/// Models come from anywhere, and with them the folder that a person works in: nothing that lies there is started or
/// loaded.
class CurrentFolderTest {
 protected:
  CurrentFolderTest() {
    REQUIRE(!worker_.empty());
    std::filesystem::current_path(folder_.path());
  }
  ~CurrentFolderTest() { std::filesystem::current_path("/"); }

  /// Says so where it is not.
  static bool linkIsHidden() {
    std::error_code problem;
    static_cast<void>(std::filesystem::read_symlink("/proc/self/exe", problem));
    if (!problem) MESSAGE("skipped: the link cannot be hidden in this build");
    return static_cast<bool>(problem);
  }

  ScratchFolder folder_;
  const std::string worker_ = environment("BITWRIGHT_WORKER");
  ChangedEnvironment noWorker_{"BITWRIGHT_WORKER", std::nullopt};
  ChangedEnvironment noResources_{"BITWRIGHT_RESOURCES", std::nullopt};
};

}  // namespace

TEST_CASE_FIXTURE(CurrentFolderTest, "noWorkerIsStartedFromThere") {
  if (!linkIsHidden()) return;
  std::filesystem::copy_file(worker_, "bitwright-worker");
  const auto found = findWorker();
  REQUIRE_MESSAGE(!found, found->string());
  REQUIRE(found.error().what.id() == "runtime.no_worker");
}

TEST_CASE_FIXTURE(CurrentFolderTest, "noLibraryIsLoadedFromThere") {
  if (!linkIsHidden()) return;
  const char* name = "bitwright-image-codecs.so";
  std::filesystem::copy_file(std::filesystem::path(worker_).parent_path() / name, name);
  const auto decoder = imageDecoder();
  REQUIRE(!decoder);
  REQUIRE(decoder.error().what.id() == "data.no_codecs");
}

TEST_CASE_FIXTURE(CurrentFolderTest, "noResourcesAreReadFromThere") {
  if (!linkIsHidden()) return;
  // ../share/bitwright of the executable's folder, were it this one.
  std::filesystem::create_directories("deeper/bin");
  std::filesystem::create_directories("deeper/share/bitwright");
  writeFile("deeper/share/bitwright/x", "planted");
  std::filesystem::current_path("deeper/bin");
  REQUIRE(!resourcePath("x"));
}
