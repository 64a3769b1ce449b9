// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/assignment.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <mutex>
#include <numeric>
#include <utility>

#include "core/base/files/temporary_folder.h"
#include "core/base/parallel.h"
#include "core/compress/compress.h"
#include "core/compress/encode_layers.h"
#include "core/compress/modifiers/bias_correction_modifier.h"
#include "core/export/export.h"
#include "core/export/stored_form.h"
#include "core/graph/subgraph.h"
#include "core/numerics/weight_values.h"
#include "core/runtime/kernel_precision.h"
#include "core/runtime/observe.h"
#include "core/search/foreseen_bytes.h"

namespace bitwright {

namespace {

std::uint64_t contentOf(const LayerCandidate& version, const WeightTensor& tensor) {
  return version.layer.encoded ? contentBytesOf(*version.layer.encoded) : tensor.bytes.size();
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
  table.moments_ = hessiansFor(model, table.candidates_, table.settings_.data);
  std::vector<Pair> now;
  for (const auto& tensor : model->tensors()) {
    if (!tensor.compressible) continue;
    table.tensors_.push_back(tensor.index);
    if (auto done = table.foresee(now, job); !done) return passOn(done);
  }
  if (auto done = table.encode(std::move(now), job); !done) return passOn(done);
  if (table.tensors_.empty()) {
    return fail(ErrorKind::input, BW_MESSAGE("search.no_layers", "has no weights that can be compressed"),
                model->namedPath().string());
  }
  auto floats = floatValues(model, table.settings_.data, Job(job.stopToken(), {}, job.threads()));
  if (!floats) return passOn(floats);
  table.floats_ = std::move(*floats);
  auto arithmetic = findKernelPrecision(model->path(), table.settings_.data, Job(job.stopToken(), {}, job.threads()));
  if (!arithmetic && arithmetic.error().kind == ErrorKind::cancelled) return passOn(arithmetic);
  if (arithmetic && arithmetic->notes.empty())
    table.multiplyAccumulates_ = static_cast<std::uint64_t>(arithmetic->multiplyAccumulates());
  return table;
}

std::size_t AllocationTable::firstAlike(std::size_t layer) const {
  const auto& tensors = model_->tensors();
  const auto& own = tensors[tensors_[layer]];
  const auto isAlike = [&](std::size_t index) {
    const auto& other = tensors[index];
    return other.shape == own.shape && other.type == own.type && other.op == own.op &&
           other.channelAxis == own.channelAxis;
  };
  return static_cast<std::size_t>(std::find_if(tensors_.begin(), tensors_.end(), isAlike) - tensors_.begin());
}

Result<void> AllocationTable::foresee(std::vector<Pair>& now, const Job& job) {
  const auto layer = tensors_.size() - 1;
  const auto& tensor = model_->tensors()[tensors_.back()];
  versions_.emplace_back(candidates_.size());
  isEncoded_.emplace_back(candidates_.size());
  auto& contents = contents_.emplace_back(candidates_.size());
  // What a scheme may refuse is tried at once.
  const bool large = tensor.elementCount() >= kForeseenFrom && checkFinite(WeightView::of(tensor), job);
  if (job.stopRequested()) return Failure(cancelledError());
  std::vector<std::optional<std::uint64_t>> foreseen(candidates_.size());
  const auto one = [&](std::size_t at) {
    const auto resolved = resolve({{}, {}, {{tensor.tensor, true, candidates_[at]}}}, *model_);
    if (resolved) foreseen[at] = foreseenBytes(*model_, tensor.index, resolved->layers[tensor.index], job);
  };
  if (large) {
    parallelFor(job, static_cast<std::int64_t>(foreseen.size()), 1,
                [&](std::int64_t at, std::int64_t) { one(static_cast<std::size_t>(at)); });
  }
  for (std::size_t at = 0; at < foreseen.size(); ++at) {
    if (foreseen[at])
      contents[at] = *foreseen[at];
    else
      now.emplace_back(layer, at);
  }
  return {};
}

Result<void> AllocationTable::encode(std::vector<Pair> pairs, const Job& job) {
  std::erase_if(pairs, [&](const Pair& pair) { return isEncoded_[pair.first][pair.second] != 0; });
  if (pairs.empty()) return {};
  const auto tensorOf = [&](const Pair& pair) -> const WeightTensor& {
    return model_->tensors()[tensors_[pair.first]];
  };
  std::stable_sort(pairs.begin(), pairs.end(), [&](const Pair& a, const Pair& b) {
    return tensorOf(a).elementCount() > tensorOf(b).elementCount();
  });
  const auto threads = job.threads() / static_cast<int>(std::min<std::size_t>(pairs.size(), 64));
  const Job share(job.stopToken(), {}, std::max(1, threads));
  std::optional<Error> failure;
  std::mutex telling;
  std::size_t done = 0;
  const auto one = [&](const Pair& pair) {
    const auto& tensor = tensorOf(pair);
    auto version = layerCandidate(untouched_, tensor.index, candidates_[pair.second], share);
    const std::lock_guard lock(telling);
    if (!version) {
      if (!failure) failure = std::move(version.error());
      return;
    }
    contents_[pair.first][pair.second] = contentOf(*version, tensor);
    versions_[pair.first][pair.second] = std::move(*version);
    isEncoded_[pair.first][pair.second] = 1;
    job.progress(Message(BW_MESSAGE("search.encoding_layer", "Encoding %1 in every way"), {tensor.id}),
                 static_cast<double>(++done) / static_cast<double>(pairs.size()));
  };
  const bool finished = parallelFor(job, static_cast<std::int64_t>(pairs.size()), 1,
                                    [&](std::int64_t at, std::int64_t) { one(pairs[static_cast<std::size_t>(at)]); });
  if (failure) return Failure(std::move(*failure));
  return finished && !job.stopRequested() ? Result<void>() : Failure(cancelledError());
}

Result<void> AllocationTable::encode(const Assignment& assignment, const Job& job) {
  std::vector<Pair> pairs;
  for (std::size_t layer = 0; layer < assignment.size(); ++layer) pairs.emplace_back(layer, assignment[layer]);
  return encode(std::move(pairs), Job(job.stopToken(), {}, job.threads()));
}

Recipe AllocationTable::recipe(const Assignment& assignment) const {
  Recipe recipe;
  for (std::size_t layer = 0; layer < assignment.size(); ++layer) {
    if (keeps(layer, assignment[layer])) continue;
    recipe.rules.push_back({model_->tensors()[tensors_[layer]].tensor, true, candidates_[assignment[layer]]});
  }
  return recipe;
}

CompressedModel AllocationTable::assemble(const Assignment& assignment) const {
  CompressedModel compressed = untouched_;
  compressed.recipe = recipe(assignment);
  for (std::size_t layer = 0; layer < assignment.size(); ++layer)
    compressed.layers[tensors_[layer]] = versions_[layer][assignment[layer]].layer;
  return compressed;
}

Result<std::uint64_t> AllocationTable::fileBytes(const Assignment& assignment, const Job& job) {
  if (auto done = encode(assignment, job); !done) return passOn(done);
  auto measured = measureExport(assemble(assignment), {}, "model.onnx", Job(job.stopToken(), {}, job.threads()));
  if (!measured) return passOn(measured);
  return measured->fileBytes;
}

bool AllocationTable::correctsBiases(const Assignment& assignment) const {
  return asksFor(assemble(assignment), biasCorrectionModifier());
}

DataRequest AllocationTable::firstOf(std::int64_t samples) const {
  auto data = settings_.data;
  if (samples > 0 && (data.limit == 0 || samples < data.limit)) data.limit = samples;
  return data;
}

Result<void> AllocationTable::fit(std::size_t layer, std::span<const std::size_t> candidates, const Job& job) {
  std::vector<Pair> pairs;
  for (const auto candidate : candidates) pairs.emplace_back(layer, candidate);
  if (auto done = encode(std::move(pairs), Job(job.stopToken(), {}, job.threads())); !done) return done;
  if (!moments_) return {};
  std::vector<LayerCandidate*> versions;
  for (const auto candidate : candidates) versions.push_back(&versions_[layer][candidate]);
  return fitCandidates(untouched_, tensors_[layer], versions, *moments_, Job(job.stopToken(), {}, job.threads()));
}

Result<CompressedModel> AllocationTable::corrected(const Assignment& assignment, std::int64_t samples, const Job& job) {
  const auto found = corrected_.find({assignment, samples});
  if (found != corrected_.end()) return found->second;
  if (auto done = encode(assignment, job); !done) return passOn(done);
  for (std::size_t layer = 0; layer < assignment.size(); ++layer) {
    if (auto fitted = fit(layer, std::span(&assignment[layer], 1), job); !fitted) return passOn(fitted);
  }
  auto compressed = assemble(assignment);
  const Job silent(job.stopToken(), {}, job.threads());
  if (auto done = correctBiasesAt(compressed, firstOf(samples), floats_, silent); !done) return passOn(done);
  return corrected_.emplace(std::pair(assignment, samples), std::move(compressed)).first->second;
}

Result<AssignmentResult> AllocationTable::run(const Assignment& assignment, std::int64_t samples, const Job& job) {
  const SearchStep step{recipeToJson(recipe(assignment)), {}, {}, samples};
  if (auto known = settings_.store != nullptr ? settings_.store->find(step) : std::nullopt) {
    last_ = std::move(known->measured);
    return AssignmentResult{known->bytes, last_.changes.front(), lossOf(last_.changes.front(), last_.classifier)};
  }
  auto compressed = corrected(assignment, samples, job);
  if (!compressed) return passOn(compressed);
  auto ran = run(*compressed, samples, job);
  if (!ran || settings_.store == nullptr) return ran;
  if (auto kept = settings_.store->keep(step, {last_, ran->bytes}); !kept) return passOn(kept);
  return ran;
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
  if (auto done = fitToData(*compressed, std::array{ModifierStage::codes}, settings_.data, silent); !done)
    return passOn(done);
  if (auto done = correctBiasesAt(*compressed, settings_.data, floats_, silent); !done) return passOn(done);
  auto ran = run(*compressed, 0, job);
  if (!ran) return passOn(ran);
  return std::optional(std::move(*ran));
}

Result<AssignmentResult> AllocationTable::run(const CompressedModel& compressed, std::int64_t samples, const Job& job) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const Job silent(job.stopToken(), {}, job.threads());
  TensorVariantsRequest request;
  request.model = model_->path();
  for (const auto& output : model_->outputs()) request.outputs.push_back(output.name);
  request.data = firstOf(samples);
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

struct AllocationTable::Cut {
  const Assignment& assignment;
  std::int64_t samples = 0;
  std::optional<TemporaryFolder> folder{};
  std::optional<LayerSubgraphs> parts{};
};

/// Cut at the first layer that is not known already.
Result<const LayerSubgraphs*> AllocationTable::cutAt(Cut& cut, const Job& job) {
  if (cut.parts) return &*cut.parts;
  auto base = model_;
  LayerSubgraphs::Settings settings{firstOf(cut.samples), floats_, {}, true, settings_.mostKeptBytes, settings_.limits};
  if (!cut.assignment.empty()) {
    auto folder = TemporaryFolder::create();
    if (!folder) return passOn(folder);
    auto compressed = corrected(cut.assignment, 0, job);
    if (!compressed) return passOn(compressed);
    const auto file = folder->path() / "base.onnx";
    if (auto written = writeWithValues(model_, valuesOf(*compressed, job), file, job); !written) return passOn(written);
    auto opened = Model::open(file, job);
    if (!opened) return passOn(opened);
    base = std::move(*opened);
    settings.reference = model_->path();
    cut.folder.emplace(std::move(*folder));
  }
  auto parts = LayerSubgraphs::cut(base, tensors_, settings, job);
  if (!parts) return passOn(parts);
  cut.parts.emplace(std::move(*parts));
  return &*cut.parts;
}

Result<Losses> AllocationTable::losses(const Assignment& assignment, const Choices& wanted, std::int64_t samples,
                                       const Job& job) {
  const Job silent(job.stopToken(), {}, job.threads());  // what the engine tells of each run is too fine to be read
  Cut cut{assignment, samples};
  Losses losses;
  losses.values.assign(tensors_.size(), std::vector(candidates_.size(), std::numeric_limits<double>::quiet_NaN()));
  losses.sampleLosses.assign(tensors_.size(), std::vector<std::vector<double>>(candidates_.size()));
  std::size_t count = 0;
  for (const auto& layer : wanted) count += layer.size();
  std::size_t done = 0;
  for (std::size_t layer = 0; layer < tensors_.size(); ++layer) {
    job.progress(Message(BW_MESSAGE("sensitivity.layer", "Measuring %1"), {model_->tensors()[tensors_[layer]].id}),
                 static_cast<double>(done) / static_cast<double>(std::max<std::size_t>(1, count)));
    done += wanted[layer].size();
    if (auto measured = measure(layer, wanted[layer], cut, losses, silent); !measured) return passOn(measured);
    // One that stays as it is is never worse than the best of the others; 0 where nothing else is compressed either.
    auto& row = losses.values[layer];
    double least = std::numeric_limits<double>::infinity();
    for (const double loss : row) least = std::isnan(loss) ? least : std::min(least, loss);
    if (assignment.empty()) least = 0.0;
    for (std::size_t candidate = 0; candidate < candidates_.size(); ++candidate) {
      if (keeps(layer, candidate) && least < std::numeric_limits<double>::infinity()) row[candidate] = least;
    }
  }
  return losses;
}

Result<void> AllocationTable::measure(std::size_t layer, std::span<const std::size_t> wanted, Cut& cut, Losses& losses,
                                      const Job& job) {
  if (wanted.empty()) return {};
  const auto tensor = tensors_[layer];
  std::vector<std::size_t> places;
  SearchStep step{recipeToJson(recipe(cut.assignment)), model_->tensors()[tensor].tensor, {}, cut.samples};
  const auto place = [&] {
    places.clear(), step.specs.clear();
    for (const auto candidate : wanted) {
      if (keeps(layer, candidate)) continue;
      places.push_back(candidate);
      step.specs.push_back(candidates_[candidate].text());
    }
  };
  place();
  auto known = settings_.store != nullptr ? settings_.store->find(step) : std::nullopt;
  if (!known) {
    if (auto fitted = fit(layer, wanted, job); !fitted) return fitted;
    place();  // one that was encoded just now may stay as it is
    std::vector<const CompressedLayer*> encoded;
    for (const auto candidate : places) encoded.push_back(&versions_[layer][candidate].layer);
    auto parts = cutAt(cut, job);
    if (!parts) return passOn(parts);
    auto varied = (*parts)->compare(tensor, encoded, !(*parts)->hasPart(tensor), job);
    if (!varied && (*parts)->hasPart(tensor) && varied.error().kind == ErrorKind::engine)
      varied = (*parts)->compare(tensor, encoded, true, job);
    if (!varied) return passOn(varied);
    if (settings_.store != nullptr) {
      if (auto kept = settings_.store->keep(step, {*varied}); !kept) return kept;
    }
    known.emplace();
    known->measured = std::move(*varied);
  }
  last_ = std::move(known->measured);
  for (std::size_t at = 0; at < places.size(); ++at) {
    losses.values[layer][places[at]] = lossOf(last_.changes[at], last_.classifier);
    losses.sampleLosses[layer][places[at]] = std::move(last_.changes[at].losses);
  }
  return {};
}

}  // namespace bitwright
