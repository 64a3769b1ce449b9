// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/renames.h"

#include <cerrno>

#include "core/base/platform/file_names.h"

namespace bitwright {

Renames::Renames()
    : system_([](const char* from, const char* to) {
        const auto problem = platform::renameOver(from, to);
        errno = problem.value();
        return problem ? -1 : 0;
      }) {}

std::error_code Renames::move(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (problem_) return problem_;
  if (system_(from.c_str(), to.c_str()) != 0) return problem_ = {errno, std::generic_category()};
  done_.push_back({from, to, false});
  return {};
}

std::error_code Renames::setAside(const std::filesystem::path& file, const std::filesystem::path& aside) {
  if (problem_) return problem_;
  if (platform::nameTwice(file, aside)) return move(file, aside);
  done_.push_back({file, aside, true});
  return {};
}

std::vector<std::filesystem::path> Renames::takeBack() {
  std::vector<std::filesystem::path> left;
  for (; !done_.empty(); done_.pop_back()) {
    const auto& [from, to, named] = done_.back();
    if (system_(to.c_str(), from.c_str()) != 0) {
      left.push_back(to);
    } else if (named) {
      platform::removeName(to);  // a rename between two names of one file leaves both
    }
  }
  return left;
}

Failure cannotWriteNorTakeBack(const std::filesystem::path& target, std::error_code problem,
                               const std::vector<std::filesystem::path>& kept) {
  std::string names;
  for (const auto& each : kept) names += (names.empty() ? "" : ", ") + each.string();
  return fail(
      ErrorKind::io,
      Message(BW_MESSAGE("io.kept_aside",
                         "cannot be written: %1; what stood there before could not be put back and is kept as %2"),
              {problem.message(), names}),
      target.string(), {}, BW_MESSAGE("io.kept_aside.remedy", "move it back by hand"));
}

}  // namespace bitwright
