// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/arrays/file_bytes.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <string>

#include "core/data/data_spec.h"
#include "core/data/read_data.h"
#include "tests/support/result_check.h"
#include "tests/support/sanitized.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

std::ptrdiff_t openFiles() {
  return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

/// A file of that many bytes, of which the disk holds none.
std::string sparse(const ScratchFolder& folder, std::uintmax_t size) {
  const auto path = folder.file("sparse.npy");
  std::ofstream(path) << "";
  std::filesystem::resize_file(path, size);
  return path;
}

}  // namespace

TEST_CASE("appendsTheWhole") {
  const ScratchFolder folder;
  const auto path = folder.file("a");
  std::ofstream(path) << "bc";
  std::string bytes = "a";
  const auto read = appendFile(path, bytes);
  BW_VERIFY_RESULT(read);
  REQUIRE(bytes == "abc");
}

TEST_CASE("refusesWhatIsTooLarge") {
  const ScratchFolder folder;
  std::string bytes;
  const auto read = appendFile(sparse(folder, std::uintmax_t{1} << 40U), bytes);
  REQUIRE((!read && read.error().line().find("files of data are read up to 8 GiB") != std::string::npos));
  REQUIRE(bytes.capacity() < 4096);
}

TEST_CASE("closesTheFileWhereMemoryRunsOut") {
  if (test::kSanitized) {
    MESSAGE("a sanitizer ends the process where memory runs out");
    return;
  }
  const ScratchFolder folder;
  const auto path = sparse(folder, std::uintmax_t{7} << 30U);
  const auto before = openFiles();
  rlimit usual{};
  REQUIRE(getrlimit(RLIMIT_DATA, &usual) == 0);
  auto little = usual;
  little.rlim_cur = rlim_t{1} << 30U;
  REQUIRE(setrlimit(RLIMIT_DATA, &little) == 0);
  const auto data = readData(*parseDataSpec(path), SamplePart::test, 0, 0, {});
  REQUIRE(setrlimit(RLIMIT_DATA, &usual) == 0);
  REQUIRE((!data && data.error().line().find("does not fit into memory") != std::string::npos));
  REQUIRE(openFiles() == before);
}
