// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporter/export_run.h"

#include <utility>

#include "core/compress/data_fit.h"
#include "widgets/activations/observation_folder.h"

namespace bitwright {
namespace {

using Compressed = std::shared_ptr<const CompressedModel>;

constexpr double kCompressed = 0.5;  // share of the job after which the weights are encoded
constexpr double kCalibrated = 0.5;  // share of the rest that observing takes, where it is needed

Result<Compressed> compressOnce(const ExportSource& source, const Job& job) {
  if (source.known) return source.known;
  auto compressed = compressFitted(source.model, source.recipe, source.calibration, job);
  if (!compressed) return passOn(compressed);
  return Compressed(std::make_shared<CompressedModel>(std::move(*compressed)));
}

/// In a format that says how the recipe wants activations quantized, with the ranges that takes.
Result<ExportOptions> completed(const ExportSource& source, ExportOptions options, const Job& job) {
  options.format = formatOf(source.recipe, options.format);
  if (!needsRanges(options.format)) return options;
  // One phase of the export, whatever it is made of: a model is written and read on the way that is not the one that is exported.
  const Job calibrating(
      job.stopToken(),
      [&job](const Message&, double fraction) { job.progress(BW_MESSAGE("export.phase.calibrate", "Observing activations"), fraction); },
      job.threads());
  auto ranges = observedRanges(source.model, source.recipe.activations, source.calibration, observationFolder(), calibrating);
  if (!ranges) return passOn(ranges);
  options.ranges = std::move(*ranges);
  return options;
}

}  // namespace

Result<Written> measureVariant(const ExportSource& source, const ExportOptions& options, const Job& job) {
  auto compressed = compressOnce(source, job);
  if (!compressed) return passOn(compressed);
  auto complete = completed(source, options, job);
  if (!complete) return passOn(complete);
  auto measured = measureExport(**compressed, *complete, "model.onnx", job);
  if (!measured) return passOn(measured);
  return Written{*compressed, std::move(*measured), {}, {}};
}

Result<Written> writeVariant(const ExportSource& source, const std::filesystem::path& target, const ExportWish& wish, const Job& job) {
  const double encoded = source.known ? 0.0 : kCompressed;
  const double calibrated = needsRanges(formatOf(source.recipe, wish.options.format)) ? encoded + (1.0 - encoded) * kCalibrated : encoded;
  auto compressed = compressOnce(source, job.part(0.0, encoded));
  if (!compressed) return passOn(compressed);
  Written written{*compressed, {}, {}, {}};
  auto options = completed(source, wish.options, job.part(encoded, calibrated));
  if (!options) return passOn(options);
  // The stages first: nothing that can fail comes after the files are in place.
  auto measured = measureExport(**compressed, *options, target, job.part(calibrated, calibrated));
  if (!measured) return passOn(measured);
  auto stages = sizeStages(**compressed, *options, measured->fileBytes, job.part(calibrated, calibrated));
  if (!stages) return passOn(stages);
  if (wish.archive) {
    auto both = exportWithArchive(**compressed, target, *options, *wish.archive, job.part(calibrated, 1.0));
    if (!both) return passOn(both);
    written.result = std::move(both->exported);
    written.archive = both->archive;
    written.stages.push_back({SizeStage::Kind::archived, both->archiveBytes});
  } else {
    auto exported = exportModel(**compressed, target, *options, job.part(calibrated, 1.0));
    if (!exported) return passOn(exported);
    written.result = std::move(*exported);
  }
  written.stages.insert(written.stages.begin(), stages->begin(), stages->end());
  return written;
}

}  // namespace bitwright
