// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

#include "core/base/bytes.h"
#include "core/base/files/archive_kind.h"
#include "core/base/job.h"
#include "core/base/result.h"

namespace bitwright {

/// Packs a stream of bytes; what comes out is handed to `sink`. The same input gives the same bytes.
class ArchivePacker {
 public:
  using Sink = std::function<Result<void>(ByteView)>;
  /// `sourceBytes`: how many will be added. `effort` is Zstandard's alone.
  ArchivePacker(ArchiveKind kind, std::uint64_t sourceBytes, Sink sink, const PackingEffort& effort = {});
  ~ArchivePacker();
  ArchivePacker(const ArchivePacker&) = delete;
  ArchivePacker& operator=(const ArchivePacker&) = delete;

  [[nodiscard]] Result<void> add(ByteView bytes);
  [[nodiscard]] Result<void> finish();

 private:
  class Coder;
  std::unique_ptr<Coder> coder_;
};

/// Packs `source` into `target`, which appears whole or not at all, and only when what it unpacks to was compared with
/// `source`. Gives its size.
[[nodiscard]] Result<std::uint64_t> packFile(const std::filesystem::path& source, ArchiveKind kind,
                                             const std::filesystem::path& target, const Job& job);

/// Fails with ErrorKind::verification where `archive` does not unpack to the very bytes of `source`.
[[nodiscard]] Result<void> checkArchive(const std::filesystem::path& archive, ArchiveKind kind,
                                        const std::filesystem::path& source, const Job& job);

/// The other way round. Fails with ErrorKind::input where `archive` is damaged, holds more than 64 GiB or takes more
/// than 1 GiB of memory.
[[nodiscard]] Result<void> unpackFile(const std::filesystem::path& archive, ArchiveKind kind,
                                      const std::filesystem::path& target, const Job& job);

/// Reads `file` piece by piece. Fails with ErrorKind::io where it cannot be read.
[[nodiscard]] Result<void> readPieces(const std::filesystem::path& file,
                                      const std::function<Result<void>(ByteView)>& take, const Job& job);

}  // namespace bitwright
