// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/export/export_result.h"
#include "core/export/format/export_options.h"

namespace bitwright {

/// Writes the model beside `target`, re-opens it with a fresh reader, decodes every edited tensor with an interpreter
/// of its own, compares bit for bit, runs it in the worker against a twin with decoded floats, with and without
/// optimizations, and only then renames it into place. Fails with ErrorKind::verification where it does not compute
/// what it is to compute (unless `unverified` says otherwise). On any failure the target is as it was. A data file that
/// stands there already is replaced only where it belongs to the `target` that is replaced with it.
[[nodiscard]] Result<ExportResult> exportModel(const CompressedModel& compressed, const std::filesystem::path& target,
                                               const ExportOptions& options, const Job& job);

/// The exact bytes and ledger `exportModel` would write to a `target` of this name, without writing.
[[nodiscard]] Result<ExportResult> measureExport(const CompressedModel& compressed, const ExportOptions& options,
                                                 const std::filesystem::path& target = "model.onnx",
                                                 const Job& job = {});

}  // namespace bitwright
