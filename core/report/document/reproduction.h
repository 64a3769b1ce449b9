// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/files/archive.h"
#include "core/base/files/archive_kind.h"
#include "core/evaluation/results/comparison.h"
#include "core/evaluation/results/variant_request.h"

namespace bitwright {

/// How a comparison can be made again.
struct Reproduction {
  Reproduction() = default;
  Reproduction(std::string line) : command(std::move(line)) {}  // NOLINT(google-explicit-constructor)
  Reproduction(const char* line) : command(line) {}             // NOLINT(google-explicit-constructor)

  std::string command;  ///< quoted for a shell; empty: unknown
  std::vector<std::pair<std::string, std::string>>
      files;  ///< name and content of what it reads and nobody has as a file: recipes
};

/// The command line that does what `compareVariants` was asked for. A recipe that is more than one spec for all layers
/// goes with it as a file.
[[nodiscard]] Reproduction reproductionOf(const std::filesystem::path& model,
                                          const std::vector<VariantRequest>& variants, const CompareOptions& options,
                                          int threads);

/// What the written file is run on: what ranges or codes are observed on, and where nothing is observed and layers do
/// not compute in floats all the same data.
[[nodiscard]] DataRequest verificationDataOf(const Recipe& recipe, ExportFormat format, const DataRequest& calibration);

/// The command line that writes what an export of this recipe does, ranges of activations observed on `calibration`
/// where it takes them. The recipe's choices stand in it; ranges set by hand and preprocessing go with it as files.
[[nodiscard]] Reproduction compressCommand(const std::filesystem::path& model, const Recipe& recipe,
                                           const std::filesystem::path& target, ExportFormat format,
                                           std::optional<ArchiveKind> archive, const DataRequest& calibration = {},
                                           bool nativeIo = false);

/// The same as one text for a POSIX shell: its files are written first, where it is run.
[[nodiscard]] std::string shellScript(const Reproduction& reproduction);

}  // namespace bitwright
