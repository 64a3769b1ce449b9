// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace bitwright {

/// Renames that are taken back together where one of them fails.
class Renames {
 public:
  /// As the system's: 0, or −1 with errno.
  using System = std::function<int(const char* from, const char* to)>;

  /// `system` is another one where a test wants it to fail.
  Renames();
  explicit Renames(System system) : system_(std::move(system)) {}

  /// Each gives what failed, or nothing. After a failure the next ones do nothing and say the same.
  std::error_code move(const std::filesystem::path& from, const std::filesystem::path& to);
  /// Gives what `file` is the second name `aside`, so that it is there whatever happens to `file`; where the file
  /// system has no second names it is moved there.
  std::error_code setAside(const std::filesystem::path& file, const std::filesystem::path& aside);

  [[nodiscard]] std::error_code problem() const { return problem_; }
  /// Undoes everything, last first. Gives where those files are now that cannot be moved back.
  [[nodiscard]] std::vector<std::filesystem::path> takeBack();

 private:
  System system_;
  std::error_code problem_;
  struct Done {
    std::filesystem::path from;
    std::filesystem::path to;
    bool named = false;  ///< `to` is a second name, not another place
  };
  std::vector<Done> done_;
};

/// "cannot be written" with the system's reason, and where the only copies of what stood there before now are.
[[nodiscard]] Failure cannotWriteNorTakeBack(const std::filesystem::path& target, std::error_code problem,
                                             const std::vector<std::filesystem::path>& kept);

}  // namespace bitwright
