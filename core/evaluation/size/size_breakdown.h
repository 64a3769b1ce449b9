// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/job.h"
#include "core/base/message.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/export/format/export_options.h"

namespace bitwright {

/// Where a model stands on its way from floats to packed codes, as the table of Deep Compression (Han, Mao and Dally
/// 2016) has it. Every size is that of a file that could be written at that stage, to the byte; the archive's is the
/// fifth stage where one is made.
struct SizeStage {
  enum class Kind {
    original,  ///< as opened
    pruned,    ///< what pruning leaves, as the floats it was, and where it belongs; only where something is pruned
    coded,     ///< codes and tables in place of floats, each code in whole bytes
    packed,    ///< codes packed to their bits: the exported file
    archived   ///< that file as an archive
  };
  Kind kind = Kind::original;
  std::uint64_t fileBytes = 0;
};

/// The word of the stage in JSON: "original", "pruned", "coded", "packed", "archived".
[[nodiscard]] const char* stageWord(SizeStage::Kind kind);
[[nodiscard]] MessageText stageName(SizeStage::Kind kind);

/// The stages but the archive; `exportedBytes` is the size of what was exported by `options`.
[[nodiscard]] Result<std::vector<SizeStage>> sizeStages(const CompressedModel& compressed, const ExportOptions& options,
                                                        std::uint64_t exportedBytes, const Job& job);

}  // namespace bitwright
