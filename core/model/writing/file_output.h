// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "core/base/bytes.h"
#include "core/base/job.h"
#include "core/base/platform/file_handle.h"
#include "core/base/result.h"
#include "core/model/wire/late_bytes.h"

namespace bitwright {

/// A file that is written from its beginning; what it held is replaced. Small pieces are collected.
class FileOutput {
 public:
  /// `total`: bytes that will be written, for the progress.
  FileOutput(const std::filesystem::path& path, std::uint64_t total);

  [[nodiscard]] Result<void> add(std::string_view text);
  /// A large piece: asks `job` now and then whether to stop, and tells how far the file is.
  [[nodiscard]] Result<void> add(ByteView bytes, const Job& job);
  /// What `late` makes, where it is not null, else `bytes`.
  [[nodiscard]] Result<void> add(ByteView bytes, const LateBytes* late, const Job& job);
  [[nodiscard]] Result<void> close();
  [[nodiscard]] std::uint64_t written() const { return written_; }

 private:
  [[nodiscard]] Failure failed(const std::error_code& problem) const;
  [[nodiscard]] Result<void> flush();
  [[nodiscard]] Result<void> put(std::string_view text);

  std::string path_;
  std::error_code unopened_;  ///< why, where that failed
  platform::FileHandle file_;
  std::uint64_t total_;
  std::uint64_t written_ = 0;
  std::string buffer_;
};

}  // namespace bitwright
