// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/archived_export.h"

#include <utility>

#include "core/base/files/archive_kind.h"
#include "core/base/files/atomic_file.h"

namespace bitwright {

std::filesystem::path archivePath(const std::filesystem::path& target, ArchiveKind kind) {
  auto path = target;
  path += archiveEnding(kind);
  return path;
}

Result<ArchivedExport> exportWithArchive(const CompressedModel& compressed, const std::filesystem::path& target,
                                         ExportOptions options, ArchiveKind kind, const Job& job) {
  constexpr double kExported = 0.9;
  const auto archive = archivePath(target, kind);
  auto file = AtomicFile::create(target);
  if (!file) return passOn(file);
  auto packed = AtomicFile::create(archive);
  if (!packed) return passOn(packed);
  const auto named = [&](Error error) {
    if (error.file == file->temporaryPath().string()) error.file = target.string();
    if (error.file == packed->temporaryPath().string()) error.file = archive.string();
    return Failure(std::move(error));
  };
  options.oneFile = true;  // an archive holds one
  auto exported = exportModel(compressed, file->temporaryPath(), options, job.part(0.0, kExported));
  if (!exported) return named(exported.error());
  auto bytes = packFile(file->temporaryPath(), kind, packed->temporaryPath(), job.part(kExported, 1.0));
  if (!bytes) return named(bytes.error());
  if (job.stopRequested()) return Failure(cancelledError());
  if (auto committed = commitTogether({&*packed, &*file}); !committed) return named(committed.error());
  exported->path = target;
  return ArchivedExport{std::move(*exported), archive, *bytes};
}

}  // namespace bitwright
