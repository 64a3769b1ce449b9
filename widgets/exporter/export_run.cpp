// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporter/export_run.h"

#include <utility>

#include "core/base/atomic_file.h"

namespace bitwright {
namespace {

using Compressed = std::shared_ptr<const CompressedModel>;

constexpr double kCompressed = 0.5;  // share of the job after which the weights are encoded
constexpr double kExported = 0.9;    // … the file is written and verified, where it is packed, too

Result<Compressed> compressOnce(const ExportSource& source, const Job& job) {
  if (source.known) return source.known;
  auto compressed = compress(source.model, source.recipe, job);
  if (!compressed) return passOn(compressed);
  return Compressed(std::make_shared<CompressedModel>(std::move(*compressed)));
}

/// Both are written under private names; only when both stand are they renamed into place.
Result<void> writeWithArchive(Written& written, const std::filesystem::path& target, const ExportWish& wish, const Job& job) {
  const auto archive = archivePath(target, *wish.archive);
  auto file = AtomicFile::create(target);
  if (!file) return passOn(file);
  auto packed = AtomicFile::create(archive);
  if (!packed) return passOn(packed);
  const auto named = [&](Error error) {
    if (error.file == file->temporaryPath().string()) error.file = target.string();
    if (error.file == packed->temporaryPath().string()) error.file = archive.string();
    return Failure(std::move(error));
  };
  auto options = wish.options;
  options.oneFile = true;  // an archive holds one
  auto exported = exportModel(*written.compressed, file->temporaryPath(), options, job.part(0.0, kExported));
  if (!exported) return named(exported.error());
  auto bytes = packFile(file->temporaryPath(), *wish.archive, packed->temporaryPath(), job.part(kExported, 1.0));
  if (!bytes) return named(bytes.error());
  if (job.stopRequested()) return Failure(cancelledError());
  if (auto committed = packed->commit(); !committed) return named(committed.error());
  if (auto committed = file->commit(); !committed) return named(committed.error());
  written.result = std::move(*exported);
  written.result.path = target;
  written.archive = archive;
  written.stages.push_back({SizeStage::Kind::archived, *bytes});
  return {};
}

}  // namespace

std::filesystem::path archivePath(const std::filesystem::path& target, ArchiveKind kind) {
  auto path = target;
  path += archiveEnding(kind);
  return path;
}

Result<Written> measureVariant(const ExportSource& source, const ExportOptions& options, const Job& job) {
  auto compressed = compressOnce(source, job);
  if (!compressed) return passOn(compressed);
  auto measured = measureExport(**compressed, options);
  if (!measured) return passOn(measured);
  return Written{*compressed, std::move(*measured), {}, {}};
}

Result<Written> writeVariant(const ExportSource& source, const std::filesystem::path& target, const ExportWish& wish, const Job& job) {
  const double encoded = source.known ? 0.0 : kCompressed;
  auto compressed = compressOnce(source, job.part(0.0, encoded));
  if (!compressed) return passOn(compressed);
  Written written{*compressed, {}, {}, {}};
  // The stages first: nothing that can fail comes after the files are in place.
  auto measured = measureExport(**compressed, wish.options, target);
  if (!measured) return passOn(measured);
  auto stages = sizeStages(**compressed, wish.options, measured->fileBytes, job.part(encoded, encoded));
  if (!stages) return passOn(stages);
  if (wish.archive) {
    if (auto both = writeWithArchive(written, target, wish, job.part(encoded, 1.0)); !both) return passOn(both);
  } else {
    auto exported = exportModel(**compressed, target, wish.options, job.part(encoded, 1.0));
    if (!exported) return passOn(exported);
    written.result = std::move(*exported);
  }
  written.stages.insert(written.stages.begin(), stages->begin(), stages->end());
  return written;
}

}  // namespace bitwright
