// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/base/files/archive.h"
#include "core/base/files/archive_kind.h"
#include "core/export/export.h"

namespace bitwright {

struct ArchivedExport {
  ExportResult exported;
  std::filesystem::path archive;
  std::uint64_t archiveBytes = 0;
};

/// The archive's name beside `target`: OUT.onnx.zst or OUT.onnx.xz.
[[nodiscard]] std::filesystem::path archivePath(const std::filesystem::path& target, ArchiveKind kind);

/// exportModel, and the file packed beside it. Both are written under private names; only when both stand are they
/// renamed into place, so that a failure leaves what was there as it was.
[[nodiscard]] Result<ArchivedExport> exportWithArchive(const CompressedModel& compressed,
                                                       const std::filesystem::path& target, ExportOptions options,
                                                       ArchiveKind kind, const Job& job);

}  // namespace bitwright
