// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/export.h"

#include <new>
#include <system_error>
#include <utility>

#include "core/base/atomic_file.h"
#include "core/export/forms.h"
#include "core/export/twin.h"
#include "core/export/written_check.h"
#include "core/export/written_model.h"
#include "core/model/model_edit.h"

namespace bitwright {

namespace {

Failure ledgerMismatch(std::uint64_t counted, std::uint64_t found) {
  return fail(ErrorKind::verification, Message(BW_MESSAGE("export.ledger", "the size ledger counts %1 bytes where there are %2"),
                                               {static_cast<std::int64_t>(counted), static_cast<std::int64_t>(found)}));
}

std::vector<Message> warningsOf(const CompressedModel& compressed) {
  auto warnings = compressed.warnings;
  const auto tensors = compressed.model->tensors();
  for (const auto& layer : compressed.layers) {
    if (!layer.encoded || !tensors[layer.tensor].isGraphInput) continue;
    warnings.emplace_back(BW_MESSAGE("export.input_removed", "%1 is no longer an input of the graph: its value is decoded in the file"),
                          std::vector<MessageArgument>{tensors[layer.tensor].tensor});
  }
  return warnings;
}

/// Applies the form to `edit` and fills in everything that is known before writing.
Result<ExportResult> plan(const CompressedModel& compressed, const ExportOptions& options, ModelEdit& edit, const Job& job) {
  auto form = applyForm(options.format, compressed, edit, job);
  if (!form) return passOn(form);
  auto bytes = edit.serializedBytes();
  if (!bytes) return passOn(bytes);
  ExportResult result;
  result.originalBytes = compressed.model->fileBytes();
  result.fileBytes = *bytes;
  const auto parts = form->total();
  if (parts.total() > *bytes) return ledgerMismatch(parts.total(), *bytes);
  result.ledger = {parts.payload, parts.scales, parts.codebooks, parts.positions, parts.decode, *bytes - parts.total()};
  for (std::size_t i = 0; i < form->layers.size(); ++i) {
    const auto edited = form->layers[i].total();
    result.layerBytes.push_back(edited > 0 ? edited : storedTensorBytes(*compressed.model, i));
  }
  result.warnings = warningsOf(compressed);
  result.warnings.insert(result.warnings.end(), form->warnings.begin(), form->warnings.end());
  return result;
}

Result<ExportResult> exportChecked(const CompressedModel& compressed, const std::filesystem::path& target, const ExportOptions& options,
                                   const Job& job) {
  auto file = AtomicFile::create(target);  // a target that cannot be written is told before the long work
  if (!file) return passOn(file);
  Result<ExportResult> result;
  {
    ModelEdit edit(compressed.model);
    result = plan(compressed, options, edit, job.part(0.0, 0.15));
    if (!result) return result;
    auto written = edit.writeTo(file->temporaryPath(), job.part(0.15, 0.3));
    if (!written) return passOn(written);
  }
  result->path = target;
  std::error_code unreadable;
  const auto onDisk = std::filesystem::file_size(file->temporaryPath(), unreadable);
  if (unreadable || onDisk != result->ledger.total()) return ledgerMismatch(result->ledger.total(), unreadable ? 0 : onDisk);

  auto decoded = checkWritten(file->temporaryPath(), compressed, result->verification, job.part(0.3, 0.6));
  if (!decoded) return passOn(decoded);
  if (!options.run) {
    result->verification.reason = BW_MESSAGE("export.run_not_asked", "was not run: not asked for");
  } else {
    TwinRun twin;
    twin.exported = file->temporaryPath();
    twin.original = compressed.model;
    twin.decoded = &*decoded;
    twin.dequantizes = options.format == ExportFormat::weightsDq;
    if (auto ran = runAgainstTwin(twin, result->verification, job.part(0.6, 1.0)); !ran) return passOn(ran);
    if (!result->verification.verified) {
      return fail(ErrorKind::verification,
                  Message(BW_MESSAGE("export.outputs_differ", "its outputs differ by %1 of their size from those of the decoded weights"),
                          {result->verification.maxRelDifference}));
    }
  }
  if (result->verification.optimizedRelDifference > 1e-5) {
    result->warnings.emplace_back(
        BW_MESSAGE("export.quantized_activations",
                   "ONNX Runtime's optimizations compute with quantized activations here: outputs differ by %1 of their size"),
        std::vector<MessageArgument>{result->verification.optimizedRelDifference});
  }
  if (job.stopRequested()) return Failure(cancelledError());
  if (auto committed = file->commit(); !committed) return passOn(committed);
  return result;
}

}  // namespace

Result<ExportResult> exportModel(const CompressedModel& compressed, const std::filesystem::path& target, const ExportOptions& options,
                                 const Job& job) {
  try {
    auto result = exportChecked(compressed, target, options, job);
    // What fails about the file under its private name is told by the name the person gave.
    if (!result && result.error().kind != ErrorKind::cancelled && result.error().file != compressed.model->path().string()) {
      result.error().file = target.string();
    }
    return result;
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::engine, BW_MESSAGE("export.memory", "cannot be exported: not enough memory"), target.string());
  }
}

Result<ExportResult> measureExport(const CompressedModel& compressed, const ExportOptions& options) {
  ModelEdit edit(compressed.model);
  return plan(compressed, options, edit, Job{});
}

}  // namespace bitwright
