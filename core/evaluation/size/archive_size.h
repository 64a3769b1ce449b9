// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "core/base/job.h"
#include "core/base/result.h"

namespace bitwright {

/// Bytes of `files` as `zstd -19` packs them: one file as it is, several as a POSIX tar. Nothing is written and little
/// is held in memory; one thread, so the same input gives the same number. Fails with ErrorKind::io where a file cannot
/// be read, ErrorKind::cancelled when stopped.
[[nodiscard]] Result<std::uint64_t> archiveBytes(std::span<const std::filesystem::path> files, const Job& job);

}  // namespace bitwright
