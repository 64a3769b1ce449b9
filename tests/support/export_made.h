// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/calibration/range_table.h"
#include "core/compress/compress.h"
#include "core/compress/compressed_model.h"
#include "core/export/export.h"
#include "core/export/format/format.h"

namespace bitwright::test {

struct ExportedModel {
  CompressedModel compressed;
  ExportResult exported;
};

/// A model compressed and written, run too; where the format needs ranges, with those of eight made-up inputs.
inline Result<ExportedModel> exportMade(const std::filesystem::path& source, const std::filesystem::path& target,
                                        const Recipe& recipe, ExportFormat format, bool nativeIo = false,
                                        bool acceptUnverified = false) {
  auto model = Model::open(source);
  if (!model) return passOn(model);
  auto compressed = compress(*model, recipe, Job{});
  if (!compressed) return passOn(compressed);
  ExportOptions options{format, true};
  options.nativeIo = nativeIo;
  if (acceptUnverified) options.unverified = Unverified::accept;
  if (needsRanges(format)) {
    DataRequest data;
    data.limit = 8;
    auto ranges = calibrateModel(*model, data, "minmax", {}, {}, Job{});
    if (!ranges) return passOn(ranges);
    options.ranges = std::move(*ranges);
  }
  auto exported = exportModel(*compressed, target, options, Job{});
  if (!exported) return passOn(exported);
  return ExportedModel{std::move(*compressed), std::move(*exported)};
}

}  // namespace bitwright::test
