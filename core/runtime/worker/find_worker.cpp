// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/worker/find_worker.h"

#include <cstdlib>
#include <vector>

#include "core/base/platform/file_names.h"
#include "core/base/resources.h"

namespace bitwright {

Result<std::filesystem::path> findWorker() {
  static constexpr const char* kName = "bitwright-worker";
  std::vector<std::filesystem::path> candidates;
  const char* named = std::getenv("BITWRIGHT_WORKER");
  if (named != nullptr && *named != '\0') {
    candidates.emplace_back(named);  // who names one means that one and no other
  } else if (const auto folder = executableFolder()) {
    candidates = {*folder / kName, folder->parent_path() / "libexec" / "bitwright" / kName};
  }
  std::error_code ignored;
  for (const auto& candidate : candidates) {
    if (std::filesystem::is_regular_file(candidate, ignored) && platform::mayRun(candidate)) return candidate;
  }
  return fail(
      ErrorKind::engine, BW_MESSAGE("runtime.no_worker", "the program that runs models is missing"),
      candidates.empty() ? kName : candidates.front().string(), {},
      BW_MESSAGE("runtime.name_worker", "install Bitwright again, or name bitwright-worker in BITWRIGHT_WORKER"));
}

}  // namespace bitwright
