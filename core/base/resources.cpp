// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/resources.h"

#include <cstdlib>
#include <string>
#include <vector>

#include "core/base/platform/process_info.h"

namespace bitwright {

namespace {

std::optional<std::filesystem::path> folderHolding(const std::filesystem::path& executable, std::error_code problem) {
  if (problem || !executable.is_absolute()) return std::nullopt;
  return executable.parent_path();
}

}  // namespace

std::optional<std::filesystem::path> executableFolder() {
  std::error_code problem;
  const auto executable = platform::executablePath(problem);
  return folderHolding(executable, problem);
}

std::optional<std::filesystem::path> executableFolder(const std::filesystem::path& link) {
  std::error_code problem;
  const auto executable = std::filesystem::read_symlink(link, problem);
  return folderHolding(executable, problem);
}

Result<std::filesystem::path> resourcePath(std::string_view relative) {
  std::vector<std::filesystem::path> roots;
  if (const char* named = std::getenv("BITWRIGHT_RESOURCES"); named != nullptr && *named != '\0')
    roots.emplace_back(named);
  if (const auto folder = executableFolder()) {
    roots.push_back(folder->parent_path() / "share" / "bitwright");
    roots.push_back(folder->parent_path().parent_path() / "share" / "bitwright");
  }
  std::error_code ignored;
  for (const auto& root : roots) {
    if (auto candidate = root / relative; std::filesystem::exists(candidate, ignored)) return candidate;
  }
  return fail(ErrorKind::io, BW_MESSAGE("resources.missing", "a file that belongs to Bitwright is missing"),
              std::string(relative), {},
              BW_MESSAGE("resources.reinstall", "install Bitwright again, or name its folder in BITWRIGHT_RESOURCES"));
}

}  // namespace bitwright
