// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/renames.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace bitwright {

Renames::Renames() : system_([](const char* from, const char* to) { return std::rename(from, to); }) {}

int Renames::move(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (problem_ != 0) return problem_;
  if (system_(from.c_str(), to.c_str()) != 0) return problem_ = errno;
  done_.push_back({from, to, false});
  return 0;
}

int Renames::setAside(const std::filesystem::path& file, const std::filesystem::path& aside) {
  if (problem_ != 0) return problem_;
  if (::link(file.c_str(), aside.c_str()) != 0) return move(file, aside);
  done_.push_back({file, aside, true});
  return 0;
}

std::vector<std::filesystem::path> Renames::takeBack() {
  std::vector<std::filesystem::path> left;
  for (; !done_.empty(); done_.pop_back()) {
    const auto& [from, to, named] = done_.back();
    if (system_(to.c_str(), from.c_str()) != 0) {
      left.push_back(to);
    } else if (named) {
      ::unlink(to.c_str());  // a rename between two names of one file leaves both
    }
  }
  return left;
}

Failure cannotWriteNorTakeBack(const std::filesystem::path& target, int systemError,
                               const std::vector<std::filesystem::path>& kept) {
  std::string names;
  for (const auto& each : kept) names += (names.empty() ? "" : ", ") + each.string();
  return fail(
      ErrorKind::io,
      Message(BW_MESSAGE("io.kept_aside",
                         "cannot be written: %1; what stood there before could not be put back and is kept as %2"),
              {std::string(std::strerror(systemError)), names}),
      target.string(), {}, BW_MESSAGE("io.kept_aside.remedy", "move it back by hand"));
}

}  // namespace bitwright
