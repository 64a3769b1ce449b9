// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/variant_measurement.h"

#include <algorithm>
#include <utility>

#include "core/base/platform/process_info.h"
#include "core/compress/compressed_model.h"
#include "core/evaluation/judge.h"
#include "core/export/export.h"
#include "core/export/format/recipe_format.h"
#include "core/export/stored_form.h"
#include "core/export/verify/float_io.h"
#include "core/graph/macs/mac_node.h"
#include "core/lowering/float16/float16_chain.h"
#include "core/runtime/score_tokens.h"
#include "core/runtime/values/input_shape.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

namespace {

constexpr std::int64_t kFewestTimedSamples = 64;

// Shares of a variant's progress.
constexpr double kFitted = 0.3;
constexpr double kExported = 0.5;
constexpr double kSized = 0.6;  // with its stages
constexpr double kJudged = 0.85;
constexpr double kArithmetic = 0.9;

Result<void> exportVariant(const MeasurementContext& context, const Recipe& recipe, const std::filesystem::path& target,
                           VariantOutcome& outcome, const Job& job) {
  auto& card = outcome.card;
  ExportOptions form{formatFor(recipe, context.options->format), true};
  if (const auto found = context.ranges.find(rangesKey(recipe.activations)); found != context.ranges.end())
    form.ranges = found->second;
  form.data = context.options->data.spec.empty() ? context.options->calibration : context.options->data;
  if (!context.options->batches.empty()) form.batch = context.options->batches.front();
  form.shapes = context.options->shapes;
  auto compressed = compressFor(form, context.model, recipe, context.options->calibration, job.part(0.0, kFitted));
  if (!compressed) return passOn(compressed);
  for (const auto& layer : compressed->layers) {
    if (layer.skipped.empty()) continue;
    card.notes.emplace_back(
        BW_MESSAGE("compare.skipped", "%1 stays as it is: %2"),
        std::vector<MessageArgument>{compressed->model->tensors()[layer.tensor].id, layer.skipped.text()});
  }
  form.unverified = Unverified::lastResort;  // what a file loses is what a comparison is to show
  outcome.written.push_back(target);
  auto exported = exportModel(*compressed, target, form, job.part(kFitted, kExported));
  if (!exported) return passOn(exported);
  std::vector<std::filesystem::path> files{target};
  if (!exported->dataPath.empty()) files.push_back(exported->dataPath);
  outcome.written = files;
  card.notes.insert(card.notes.end(), exported->warnings.begin(), exported->warnings.end());
  if (auto grew = growthWarning(*compressed, *exported)) card.notes.push_back(std::move(*grew));
  card.verification = exported->verification;
  outcome.packable = files;
  card.size = sizeOf(exported->fileBytes, context.model->fileBytes());
  card.size.ledger = exported->ledger;
  card.layers = std::make_shared<const std::vector<LayerSize>>(layerSizes(*compressed, *exported));
  card.size.payloadBytes = exported->ledger.payload;
  card.size.overheadBytes =
      exported->ledger.scales + exported->ledger.codebooks + exported->ledger.positions + exported->ledger.decode;
  if (context.options->measures.size) {
    auto stages = sizeStages(*compressed, form, exported->fileBytes, job.part(kExported, kSized));
    if (!stages) return passOn(stages);
    card.size.stages = std::move(*stages);
  }
  outcome.file = target;
  if (!context.options->keepModelsIn.empty())
    card.file = context.options->keepModelsIn / target.filename();  // where it will be
  return {};
}

Result<void> takeFinished(const MeasurementContext& context, const std::filesystem::path& file, VariantOutcome& outcome,
                          const Job& job) {
  auto opened = Model::open(file, job.part(0.0, kFitted));
  if (!opened) return passOn(opened);
  outcome.opened = std::move(*opened);  // what was unpacked for it stays as long
  const auto& model = *outcome.opened;
  outcome.given = outcome.opened;
  outcome.packable = filesOf(model);
  outcome.card.size = sizeOf(model.fileBytes(), context.model->fileBytes());
  outcome.card.file = file;
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  auto floatEnded = withFloatIo(outcome.opened, *context.model, folder->path(), job.part(kSized, kSized));
  if (!floatEnded) return passOn(floatEnded);
  if (*floatEnded != outcome.opened) {
    outcome.opened = std::move(*floatEnded);
    outcome.folder.emplace(std::move(*folder));
    outcome.card.notes.emplace_back(BW_MESSAGE(
        "compare.float_ends",
        "its inputs or outputs are no floats: all but its size is that of the same model with the original's"));
  }
  outcome.file = outcome.opened->path();
  return {};
}

Result<void> runAndJudge(const MeasurementContext& context, VariantOutcome& outcome, const Job& job) {
  if (context.scoresTokens) {
    auto scores = scoreTokens({context.model->path(), outcome.file, context.runData, {}}, job);
    if (!scores) return passOn(scores);
    judgeTokens(outcome.card, *scores);
    return {};
  }
  RunRequest request;
  request.model = outcome.file;
  request.data = context.runData;
  auto run = runModel(request, job);
  if (!run) return passOn(run);
  judge(outcome.card, *context.originalRun, *run, job);
  return {};
}

/// Of the variant's file: one that was exported has the layers of the original.
Result<bool> addOwnArithmetic(const MeasurementContext& context, const VariantRequest& variant, VariantOutcome& outcome,
                              const Job& job) {
  const bool isExported = std::holds_alternative<Recipe>(variant.source);
  auto file = outcome.opened;
  if (!file) {
    auto opened = Model::open(outcome.file, job);
    if (!opened) return passOn(opened);
    file = std::move(*opened);
  }
  return addArithmetic(outcome.card, *file, isExported ? *context.model : *file, context.runData, job);
}

}  // namespace

bool endsAll(const Error& error) {
  return error.kind != ErrorKind::engine && error.kind != ErrorKind::verification;
}

Message failureNote(const Error& error) {
  return Message(BW_MESSAGE("compare.failed", "%1"), {error.line()});
}

std::vector<std::filesystem::path> filesOf(const Model& model) {
  std::vector<std::filesystem::path> files{model.path()};
  files.insert(files.end(), model.externalFiles().begin(), model.externalFiles().end());
  return files;
}

SizeResult sizeOf(std::uint64_t fileBytes, std::uint64_t originalBytes) {
  SizeResult size;
  size.fileBytes = fileBytes;
  size.ratio = static_cast<double>(originalBytes) / static_cast<double>(std::max<std::uint64_t>(1, fileBytes));
  return size;
}

DataRequest fewSamples(DataRequest data, std::int64_t batch) {
  const auto enough = std::max(batch, kFewestTimedSamples);
  data.limit = data.limit > 0 ? std::min(data.limit, enough) : enough;
  return data;
}

Result<bool> addMemory(Scorecard& card, const std::filesystem::path& model, const CompareOptions& options,
                       std::uint64_t originalBytes, const Job& job) {
  const auto data = fewSamples(options.data, 1);
  const bool returned = areLargeBlocksReturned(originalBytes);
  auto memory = measureMemory(model, data, job, returned);
  if (memory) {
    card.memory = *memory;
  } else {
    if (memory.error().kind == ErrorKind::cancelled) return passOn(memory);
    card.notes.push_back(failureNote(memory.error()));
  }
  bool whole = card.memory.has_value();
  for (const auto& shapes : options.shapes) {
    auto sized = data;
    sized.shapes = shapes;
    auto there = measureMemory(model, sized, job, returned);
    if (there) {
      card.shapeMemory.push_back({shapes, *there});
      continue;
    }
    if (there.error().kind == ErrorKind::cancelled) return passOn(there);
    card.notes.emplace_back(BW_MESSAGE("compare.shape_memory_fails", "its memory at %1 is not known: %2"),
                            std::vector<MessageArgument>{shapesText(shapes), there.error().line()});
    whole = false;
  }
  return whole;
}

Result<bool> addArithmetic(Scorecard& card, const Model& file, const Model& source, const DataRequest& data,
                           const Job& job) {
  if (!mayComputeInIntegers(file) && float16Chain(file).nodes == 0) {
    card.integerShare = 0.0;
    return true;
  }
  auto found = findKernelPrecision(file.path(), data, job);
  if (!found && found.error().kind == ErrorKind::cancelled) return passOn(found);
  const auto reason = found ? found->reason : found.error().what;
  if (!reason.empty()) {
    card.notes.emplace_back(BW_MESSAGE("compare.no_arithmetic", "which share of it runs in integers is not known: %1"),
                            std::vector<MessageArgument>{reason.text()});
    return false;
  }
  if (auto note = float16CastNote(file, *found)) card.notes.push_back(std::move(*note));
  card.integerShare = found->integerShare();
  card.arithmetic = std::make_shared<const std::vector<LayerArithmetic>>(layerArithmetic(file, source, *found));
  card.notes.insert(card.notes.end(), found->notes.begin(), found->notes.end());
  return true;
}

Result<void> measureVariant(const MeasurementContext& context, const VariantRequest& variant,
                            const std::filesystem::path& target, VariantOutcome& outcome,
                            const std::function<void(const Scorecard&)>& grown, const Job& job) {
  auto& card = outcome.card;
  card.name = variant.name;
  card.spec = variant.spec;
  const auto noted = [&outcome](const Error& error) {
    outcome.card.notes.push_back(failureNote(error));
    outcome.whole = false;
  };
  const auto* recipe = std::get_if<Recipe>(&variant.source);
  auto made = recipe != nullptr ? exportVariant(context, *recipe, target, outcome, job)
                                : takeFinished(context, std::get<std::filesystem::path>(variant.source), outcome, job);
  if (!made) {
    if (endsAll(made.error())) return passOn(made);
    noted(made.error());
    grown(card);
    return {};
  }
  platform::returnFreeMemory();  // encoding and checking are over: the engine is next
  context.model->release();
  grown(card);
  if (context.originalRun == nullptr) {
    outcome.whole = false;  // it may run another time
    return {};
  }
  outcome.runs = true;
  if (context.options->measures.accuracy) {
    if (auto judged = runAndJudge(context, outcome, job.part(kSized, kJudged)); !judged) {
      if (judged.error().kind == ErrorKind::cancelled) return judged;
      outcome.runs = false;
      noted(judged.error());
    }
    grown(card);
  }
  if (outcome.runs) {
    auto measured = addOwnArithmetic(context, variant, outcome, job.part(kJudged, kArithmetic));
    if (!measured) return passOn(measured);
    outcome.whole = outcome.whole && *measured;
    grown(card);
  }
  if (context.options->measures.memory && outcome.runs) {
    auto measured = addMemory(card, outcome.file, *context.options, context.model->fileBytes(),
                              job.part(kArithmetic, 1.0).withThreads(context.threads));
    if (!measured) return passOn(measured);
    outcome.whole = outcome.whole && *measured;
    grown(card);
  }
  return {};
}

}  // namespace bitwright
