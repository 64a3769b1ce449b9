// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "core/base/files/temporary_folder.h"

namespace bitwright::test {

/// A temporary folder of one test; it throws where none can be made.
class ScratchFolder {
 public:
  ScratchFolder() : folder_(made()) {}
  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }
  [[nodiscard]] std::filesystem::path file(std::string_view name) const { return folder_.path() / name; }

 private:
  static TemporaryFolder made() {
    auto folder = TemporaryFolder::create();
    if (!folder) throw std::runtime_error(folder.error().line());
    return std::move(*folder);
  }

  TemporaryFolder folder_;
};

}  // namespace bitwright::test
