// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exporter/export_run.h"

#include <utility>

#include "core/calibration/range_table.h"
#include "core/export/format/format.h"
#include "core/export/format/recipe_format.h"
#include "core/export/stored_form.h"
#include "widgets/activations/observation_folder.h"

namespace bitwright {
namespace {

constexpr double kCalibrated = 0.5;  // share of the job that observing takes, where it is needed
constexpr double kCompressed = 0.5;  // share of the rest after which the weights are encoded

Result<KnownCodes> compressOnce(const ExportSource& source, const ExportOptions& options, const Job& job) {
  if (source.known.compressed && source.known.format == options.format) return source.known;
  auto compressed = compressFor(options, source.model, source.recipe, source.calibration, job);
  if (!compressed) return passOn(compressed);
  return KnownCodes{std::make_shared<CompressedModel>(std::move(*compressed)), options.format};
}

/// In a format that says how the recipe wants activations quantized, with the ranges that takes.
Result<ExportOptions> completed(const ExportSource& source, ExportOptions options, const Job& job) {
  options.format = formatFor(source.recipe, options.format);
  if (!needsRanges(options.format)) return options;
  // One phase of the export, whatever it is made of: a model is written and read on the way that is not the one that is
  // exported.
  const Job calibrating(
      job.stopToken(),
      [&job](const Message&, double fraction) {
        job.progress(BW_MESSAGE("export.phase.calibrate", "Observing activations"), fraction);
      },
      job.threads());
  auto ranges = calibrateModel(source.model, source.calibration, source.recipe.activations.calibrator,
                               {source.recipe.activations.percentile}, observationFolder(), calibrating);
  if (!ranges) return passOn(ranges);
  options.ranges = std::move(*ranges);
  return options;
}

void addGrowth(const CompressedModel& compressed, ExportResult& result) {
  if (auto grew = growthWarning(compressed, result)) result.warnings.push_back(std::move(*grew));
}

}  // namespace

Result<Written> measureVariant(const ExportSource& source, const ExportOptions& options, const Job& job) {
  auto complete = completed(source, options, job);
  if (!complete) return passOn(complete);
  auto codes = compressOnce(source, *complete, job);
  if (!codes) return passOn(codes);
  auto measured = measureExport(*codes->compressed, *complete, "model.onnx", job);
  if (!measured) return passOn(measured);
  addGrowth(*codes->compressed, *measured);
  return Written{std::move(*codes), std::move(*measured), {}, {}};
}

Result<Written> writeVariant(const ExportSource& source, const std::filesystem::path& target, const ExportWish& wish,
                             const Job& job) {
  const double calibrated = needsRanges(formatFor(source.recipe, wish.options.format)) ? kCalibrated : 0.0;
  auto options = completed(source, wish.options, job.part(0.0, calibrated));
  if (!options) return passOn(options);
  const bool known = source.known.compressed && source.known.format == options->format;
  const double encoded = known ? calibrated : calibrated + (1.0 - calibrated) * kCompressed;
  auto codes = compressOnce(source, *options, job.part(calibrated, encoded));
  if (!codes) return passOn(codes);
  const auto& compressed = *codes->compressed;
  Written written{*codes, {}, {}, {}};
  // The stages first: nothing that can fail comes after the files are in place.
  auto measured = measureExport(compressed, *options, target, job.part(encoded, encoded));
  if (!measured) return passOn(measured);
  auto stages = sizeStages(compressed, *options, measured->fileBytes, job.part(encoded, encoded));
  if (!stages) return passOn(stages);
  if (wish.archive) {
    auto both = exportWithArchive(compressed, target, *options, *wish.archive, job.part(encoded, 1.0));
    if (!both) return passOn(both);
    written.result = std::move(both->exported);
    written.archive = both->archive;
    written.stages.push_back({SizeStage::Kind::archived, both->archiveBytes});
  } else {
    auto exported = exportModel(compressed, target, *options, job.part(encoded, 1.0));
    if (!exported) return passOn(exported);
    written.result = std::move(*exported);
  }
  written.stages.insert(written.stages.begin(), stages->begin(), stages->end());
  addGrowth(compressed, written.result);
  return written;
}

}  // namespace bitwright
