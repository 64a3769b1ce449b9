// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "core/base/job.h"
#include "core/base/result.h"

namespace bitwright {

struct ArchiveSize {
  std::uint64_t bytes = 0;
  int level = 0;  ///< zstd's, 1–19: the larger the files, the lower
};

/// The level at which files of so many bytes together are packed: 19 below 20 MB, where that takes seconds, 9 below
/// 200 MB, else 3. Weights are noise for the most part: of 90 MB of float32 level 3 keeps 91.6 %, level 12 91.4 %.
[[nodiscard]] int archiveLevel(std::uint64_t bytes);

/// Bytes of `files` as zstd packs them at archiveLevel: one file as it is, several as a POSIX tar. Nothing is written
/// and little is held in memory. What is packed at level 19 is packed by one thread, the rest by the job's; the same
/// input gives the same number on any number of them. Fails with ErrorKind::io where a file cannot be read,
/// ErrorKind::cancelled when stopped.
[[nodiscard]] Result<ArchiveSize> archiveSize(std::span<const std::filesystem::path> files, const Job& job);

}  // namespace bitwright
