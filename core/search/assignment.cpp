// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/assignment.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/files/temporary_folder.h"
#include "core/compress/bias_correction_run.h"
#include "core/compress/encode_layers.h"
#include "core/compress/gptq_fit.h"
#include "core/export/export.h"
#include "core/export/stored_form.h"
#include "core/graph/subgraph.h"
#include "core/runtime/observe.h"
#include "core/search/layer_subgraphs.h"

namespace bitwright {

namespace {

std::uint64_t contentOf(const LayerCandidate& version, const WeightTensor& tensor) {
  if (!version.layer.encoded) return tensor.bytes.size();
  const auto& encoded = *version.layer.encoded;
  return static_cast<std::uint64_t>(encoded.payloadBytes() + encoded.scaleBytes() + encoded.codebookBytes() +
                                    encoded.positionBytes());
}

OtherValues valuesOf(const CompressedModel& compressed, const Job& job) {
  OtherValues values;
  for (const auto& layer : compressed.layers) {
    if (job.stopRequested()) return values;  // whoever writes them stops too
    if (layer.encoded) values.emplace(layer.tensor, layer.encoded->decodeBytes());
    if (layer.replacement) values.emplace(layer.tensor, *layer.replacement);
  }
  return values;
}

}  // namespace

double lossOf(const OutputChange& change, bool classifier) {
  if (classifier) return change.kl.value_or(std::numeric_limits<double>::infinity());
  return std::pow(10.0, -change.sqnrDb / 10.0);
}

Result<AllocationTable> AllocationTable::make(const std::shared_ptr<const Model>& model,
                                              std::vector<SchemeSpec> candidates, Settings settings, const Job& job) {
  AllocationTable table;
  table.model_ = model;
  table.settings_ = std::move(settings);
  table.settings_.data.idsOf = model->path();
  table.candidates_ = std::move(candidates);
  auto untouched = encodeLayers(model, {}, Job(job.stopToken(), {}, job.threads()));
  if (!untouched) return passOn(untouched);
  table.untouched_ = std::move(*untouched);
  auto moments = hessiansFor(model, table.candidates_, table.settings_.data);
  for (const auto& tensor : model->tensors()) {
    if (!tensor.compressible) continue;
    auto versions = layerCandidates(table.untouched_, tensor.index, table.candidates_, moments ? &*moments : nullptr,
                                    Job(job.stopToken(), {}, job.threads()));
    if (!versions) return passOn(versions);
    auto& contents = table.contents_.emplace_back();
    for (const auto& version : *versions) contents.push_back(contentOf(version, tensor));
    table.tensors_.push_back(tensor.index);
    table.versions_.push_back(std::move(*versions));
  }
  if (table.tensors_.empty()) {
    return fail(ErrorKind::input, BW_MESSAGE("search.no_layers", "has no weights that can be compressed"),
                model->namedPath().string());
  }
  auto floats = floatValues(model, table.settings_.data, job);
  if (!floats) return passOn(floats);
  table.floats_ = std::move(*floats);
  return table;
}

Recipe AllocationTable::recipe(const Mix& mix) const {
  Recipe recipe;
  for (std::size_t layer = 0; layer < mix.size(); ++layer) {
    if (!versions_[layer][mix[layer]].layer.encoded) continue;
    recipe.rules.push_back({model_->tensors()[tensors_[layer]].tensor, true, candidates_[mix[layer]]});
  }
  return recipe;
}

CompressedModel AllocationTable::assemble(const Mix& mix) const {
  CompressedModel compressed = untouched_;
  compressed.recipe = recipe(mix);
  for (std::size_t layer = 0; layer < mix.size(); ++layer)
    compressed.layers[tensors_[layer]] = versions_[layer][mix[layer]].layer;
  return compressed;
}

Result<std::uint64_t> AllocationTable::fileBytes(const Mix& mix, const Job& job) const {
  auto measured = measureExport(assemble(mix), {}, "model.onnx", Job(job.stopToken(), {}, job.threads()));
  if (!measured) return passOn(measured);
  return measured->fileBytes;
}

Result<CompressedModel> AllocationTable::corrected(const Mix& mix, const Job& job) const {
  auto compressed = assemble(mix);
  const Job silent(job.stopToken(), {}, job.threads());
  if (auto done = correctBiasesAt(compressed, settings_.data, floats_, silent); !done) return passOn(done);
  return compressed;
}

Result<AssignmentResult> AllocationTable::run(const Mix& mix, const Job& job) {
  auto compressed = corrected(mix, job);
  if (!compressed) return passOn(compressed);
  return run(*compressed, job);
}

Result<std::optional<AssignmentResult>> AllocationTable::run(const Recipe& recipe, std::uint64_t mostBytes,
                                                             const Job& job) {
  const Job silent(job.stopToken(), {}, job.threads());
  auto compressed = encodeLayers(model_, recipe, silent);
  if (!compressed) return passOn(compressed);
  if (auto kept = keepWhatDoesNotPay(*compressed, {}, silent); !kept) return passOn(kept);
  auto measured = measureExport(*compressed, {}, "model.onnx", silent);
  if (!measured) return passOn(measured);
  if (measured->fileBytes > mostBytes) return std::optional<AssignmentResult>();
  if (auto done = applyGptq(*compressed, settings_.data, silent); !done) return passOn(done);
  if (auto done = correctBiasesAt(*compressed, settings_.data, floats_, silent); !done) return passOn(done);
  auto ran = run(*compressed, job);
  if (!ran) return passOn(ran);
  return std::optional(std::move(*ran));
}

Result<AssignmentResult> AllocationTable::run(const CompressedModel& compressed, const Job& job) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const Job silent(job.stopToken(), {}, job.threads());
  TensorVariantsRequest request;
  request.model = model_->path();
  for (const auto& output : model_->outputs()) request.outputs.push_back(output.name);
  request.data = settings_.data;
  request.mostKeptBytes = settings_.mostKeptBytes;
  request.limits = settings_.limits;
  TensorVariant variation;
  variation.model = folder->path() / "mix.onnx";
  if (auto written = writeWithValues(model_, valuesOf(compressed, job), variation.model, silent); !written)
    return passOn(written);
  request.variations.push_back(std::move(variation));
  auto varied = evaluateTensorVariants(request, silent);
  if (!varied) return passOn(varied);
  auto measured = measureExport(compressed, {}, "model.onnx", silent);
  if (!measured) return passOn(measured);
  last_ = std::move(*varied);
  return AssignmentResult{measured->fileBytes, last_.changes.front(), lossOf(last_.changes.front(), last_.classifier)};
}

Result<std::vector<std::vector<double>>> AllocationTable::harms(const Mix& mix, const Job& job) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const Job silent(job.stopToken(), {}, job.threads());  // what the engine tells of each run is too fine to be read
  auto base = model_;
  LayerSubgraphs::Settings settings{settings_.data, floats_, {}, true, settings_.mostKeptBytes, settings_.limits};
  if (!mix.empty()) {
    auto compressed = corrected(mix, job);
    if (!compressed) return passOn(compressed);
    const auto file = folder->path() / "base.onnx";
    if (auto written = writeWithValues(model_, valuesOf(*compressed, job), file, silent); !written)
      return passOn(written);
    auto opened = Model::open(file, Job(job.stopToken(), {}, job.threads()));
    if (!opened) return passOn(opened);
    base = std::move(*opened);
    settings.reference = model_->path();
  }
  auto parts = LayerSubgraphs::cut(base, tensors_, settings, Job(job.stopToken(), {}, job.threads()));
  if (!parts) return passOn(parts);
  std::vector<std::vector<double>> harms;
  for (std::size_t layer = 0; layer < tensors_.size(); ++layer) {
    job.progress(Message(BW_MESSAGE("sensitivity.layer", "Measuring %1"), {model_->tensors()[tensors_[layer]].id}),
                 static_cast<double>(layer) / static_cast<double>(tensors_.size()));
    std::vector<const CompressedLayer*> encoded;
    std::vector<std::size_t> places;
    for (std::size_t candidate = 0; candidate < candidates_.size(); ++candidate) {
      const auto& version = versions_[layer][candidate].layer;
      if (!version.encoded) continue;
      encoded.push_back(&version);
      places.push_back(candidate);
    }
    auto varied = parts->compare(tensors_[layer], encoded, !parts->hasPart(tensors_[layer]), silent);
    if (!varied && parts->hasPart(tensors_[layer]) && varied.error().kind == ErrorKind::engine)
      varied = parts->compare(tensors_[layer], encoded, true, silent);
    if (!varied) return passOn(varied);
    last_ = std::move(*varied);
    // One that stays as it is is never worse than the best of the others; 0 where nothing else is compressed either.
    auto& row = harms.emplace_back(candidates_.size(), 0.0);
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t at = 0; at < places.size(); ++at) {
      row[places[at]] = lossOf(last_.changes[at], last_.classifier);
      least = std::min(least, row[places[at]]);
    }
    if (mix.empty()) continue;
    for (std::size_t candidate = 0; candidate < candidates_.size(); ++candidate) {
      if (!versions_[layer][candidate].layer.encoded) row[candidate] = least;
    }
  }
  return harms;
}

}  // namespace bitwright
