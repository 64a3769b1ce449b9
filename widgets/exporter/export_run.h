// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/files/archive.h"
#include "core/base/files/archive_kind.h"
#include "core/compress/compressed_model.h"
#include "core/evaluation/size/size_breakdown.h"
#include "core/export/archived_export.h"
#include "core/export/export.h"

namespace bitwright {

/// What the person chose beside the name of the file.
struct ExportWish {
  ExportOptions options;
  std::optional<ArchiveKind> archive;  ///< also written, beside the file
};

/// The codes, as they are written in a format: which layers are worth them depends on it.
struct KnownCodes {
  std::shared_ptr<const CompressedModel> compressed;  ///< null: not found yet
  ExportFormat format = ExportFormat::automatic;
};

/// A variant on its way into a file.
struct ExportSource {
  std::shared_ptr<const Model> model;
  Recipe recipe;
  KnownCodes known;           ///< from before
  DataRequest calibration{};  ///< what ranges of activations are observed on, where the recipe wants them quantized
};

/// The codes, which serve for a second export, and what became of them.
struct Written {
  KnownCodes codes;
  ExportResult result;
  std::filesystem::path archive;  ///< empty: none
  std::vector<SizeStage> stages;  ///< none where nothing was written
};

/// The exact sizes, without writing.
[[nodiscard]] Result<Written> measureVariant(const ExportSource& source, const ExportOptions& options, const Job& job);
/// Encodes, writes and verifies; file and archive appear together or not at all.
[[nodiscard]] Result<Written> writeVariant(const ExportSource& source, const std::filesystem::path& target,
                                           const ExportWish& wish, const Job& job);

}  // namespace bitwright
