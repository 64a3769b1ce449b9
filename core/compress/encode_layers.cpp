// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/encode_layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <new>
#include <string>
#include <utility>

#include "core/base/parallel.h"
#include "core/compress/direction_scales.h"
#include "core/compress/rewrite_weights.h"
#include "core/compress/smoothing.h"
#include "core/graph/positive_inputs.h"
#include "core/numerics/weight_values.h"

namespace bitwright {

namespace {

/// What a layer counts for in the progress and in the order of work.
std::int64_t weightOf(const WeightTensor& tensor) {
  return std::max<std::int64_t>(1, tensor.elementCount());
}

/// Layers that one call encodes, as indices of their plans: one, or those that share.
struct Unit {
  std::vector<std::size_t> layers;
  std::int64_t weight = 0;
};

/// What layers of one group have in common.
std::string groupKey(const LayerPlan& plan) {
  std::string key(plan.scheme->id());
  for (const auto& [id, value] : plan.values) key += ',' + id + '=' + parameterText(value);
  return key;
}

/// What is to be encoded, largest first; equal ones in inventory order.
std::vector<Unit> unitsOf(const Model& model, std::span<const LayerPlan> plans) {
  std::vector<Unit> units;
  std::map<std::string, std::size_t> groups;
  for (std::size_t index = 0; index < plans.size(); ++index) {
    if (plans[index].untouched) continue;
    std::size_t at = units.size();
    if (plans[index].scheme->encodesGroups()) at = groups.try_emplace(groupKey(plans[index]), at).first->second;
    if (at == units.size()) units.emplace_back();
    units[at].layers.push_back(index);
    units[at].weight += weightOf(model.tensors()[plans[index].tensor]);
  }
  std::stable_sort(units.begin(), units.end(),
                   [](const Unit& left, const Unit& right) { return left.weight > right.weight; });
  return units;
}

/// Progress counted in weights, and the first failure; both shared by the threads.
class Progress {
 public:
  Progress(const Job& job, std::int64_t total) : job_(job), total_(std::max<std::int64_t>(1, total)) {}

  void finished(const WeightTensor& tensor, std::int64_t weight) {
    const std::lock_guard lock(mutex_);
    done_ += weight;
    job_.progress(Message(BW_MESSAGE("compress.layer", "Compressing %1"), {tensor.id}),
                  static_cast<double>(done_) / static_cast<double>(total_));
  }
  void failed(std::size_t layer, Error error) {
    const std::lock_guard lock(mutex_);
    if (failure_ && failedLayer_ < layer) return;  // of several, the first in inventory order is told
    failedLayer_ = layer;
    failure_ = std::move(error);
  }
  [[nodiscard]] bool hasFailed() {
    const std::lock_guard lock(mutex_);
    return failure_.has_value();
  }
  [[nodiscard]] std::optional<Error> takeFailure() { return std::exchange(failure_, std::nullopt); }

 private:
  const Job& job_;
  std::int64_t total_;
  std::int64_t done_ = 0;
  std::mutex mutex_;
  std::size_t failedLayer_ = 0;
  std::optional<Error> failure_;
};

CompressedLayer untouched(const WeightTensor& tensor, const LayerPlan& plan, Message why) {
  CompressedLayer layer;
  layer.tensor = plan.tensor;
  layer.plan = plan;
  layer.bitsPerWeight = dataTypeBits(tensor.type).value_or(0);
  layer.skipped = std::move(why);
  return layer;
}

/// The tensor as its modifiers leave it; `equalized` may be null.
Result<WeightView> prepared(const Model& model, const WeightTensor& tensor, const LayerPlan& plan,
                            const RewrittenWeights::Values& equalized, const Job& job) {
  WeightView view = WeightView::of(tensor);
  if (const auto* meets = positiveInputs(model).of(tensor.index); meets != nullptr)
    view.positiveRows = {meets->groups, meets->rows, meets->columns, meets->rowStride, meets->columnStride};
  if (equalized) view.bytes = std::as_bytes(std::span(*equalized));
  if (plan.scheme->encodesGroups()) {  // one that cannot be encoded is left out, not its whole group
    if (auto finite = checkFinite(view, job); !finite) return passOn(finite);
  }
  for (const auto& [modifier, values] : plan.modifiers) {
    if (modifier->stage != ModifierStage::weights) continue;
    auto changed = modifier->apply(view, values, job);
    if (!changed) return changed;
    view = std::move(*changed);
  }
  return view;
}

Result<std::vector<CompressedLayer>> encodeTogether(const Model& model, std::span<const LayerPlan> plans,
                                                    const RewrittenWeights& equalized,
                                                    const std::vector<std::size_t>& together, const Job& job) {
  if (const LayerPlan& only = plans[together.front()]; only.untouched)
    return std::vector{untouched(model.tensors()[only.tensor], only, only.reason)};
  const auto tensorOf = [&](std::size_t index) -> const WeightTensor& { return model.tensors()[plans[index].tensor]; };
  std::vector<CompressedLayer> layers;
  std::vector<WeightView> views;
  std::vector<std::size_t> places;  // in `layers`, one a view
  for (const auto index : together) {
    layers.push_back(untouched(tensorOf(index), plans[index], {}));
    layers.back().rewritten = equalized.weight(plans[index].tensor);
    auto view = prepared(model, tensorOf(index), plans[index], layers.back().rewritten, job);
    if (job.stopRequested()) return Failure(cancelledError());
    if (!view) {
      if (view.error().kind != ErrorKind::input) return passOn(view);
      layers.back().skipped = std::move(view.error().what);
      continue;
    }
    views.push_back(std::move(*view));
    places.push_back(layers.size() - 1);
  }
  if (views.empty()) return layers;
  const LayerPlan& plan = plans[together.front()];
  auto encoded =
      plan.scheme->encode(views, encodingValues(plan, tensorOf(together[places.front()]), views.front()), job);
  if (job.stopRequested()) return Failure(cancelledError());
  if (!encoded && encoded.error().kind != ErrorKind::input) return passOn(encoded);
  for (std::size_t i = 0; i < places.size(); ++i) {
    auto& layer = layers[places[i]];
    if (!encoded) {
      layer.skipped = encoded.error().what;
      continue;
    }
    auto result = std::make_shared<const EncodedTensor>(std::move((*encoded)[i]));
    layer.error = compareValues(layer.rewritten ? *layer.rewritten : toFloat(tensorOf(together[places[i]])),
                                result->decode(job), job);
    if (job.stopRequested()) return Failure(cancelledError());
    layer.bitsPerWeight = result->bitsPerWeight();
    layer.encoded = std::move(result);
  }
  return layers;
}

/// RewrittenWeights biases, and the weights whose scheme refused them: their neighbours count on their being scaled.
void keepEqualized(CompressedModel& compressed, const RewrittenWeights& equalized) {
  for (const auto& [tensor, values] : equalized.biases) compressed.layers[tensor].rewritten = values;
  for (auto& layer : compressed.layers) {
    if (layer.rewritten && !layer.encoded) layer.replacement = replacementBytes(*layer.rewritten);
  }
}

}  // namespace

std::vector<std::size_t> encodedTogether(std::span<const LayerPlan> plans, std::size_t index) {
  if (plans[index].untouched || !plans[index].scheme->encodesGroups()) return {index};
  const std::string key = groupKey(plans[index]);
  std::vector<std::size_t> together;
  for (std::size_t at = 0; at < plans.size(); ++at) {
    if (!plans[at].untouched && plans[at].scheme == plans[index].scheme && groupKey(plans[at]) == key)
      together.push_back(at);
  }
  return together;
}

std::string encodingKey(std::span<const LayerPlan> plans, std::size_t index) {
  const auto together = encodedTogether(plans, index);
  std::string key = plans[together.front()].spec.text();
  for (const auto& planned : plans[together.front()].modifiers) {
    if (planned.modifier->stage != ModifierStage::model) continue;
    // Then it is encoded otherwise for each layer more that asks for it too.
    for (const auto& plan : plans) {
      if (plan.has(*planned.modifier) && !plan.untouched) key += fmt::format(" ={}", plan.tensor);
    }
  }
  for (const auto at : together) key += plans[at].foldsNorm ? fmt::format(" *{}", at) : "";
  if (together.size() == 1) return key;
  for (const auto at : together) key += fmt::format(" {}:{}", at, plans[at].spec.text());
  return key;
}

Result<std::vector<CompressedLayer>> compressTogether(const Model& model, std::span<const LayerPlan> plans,
                                                      const RewrittenWeights& equalized,
                                                      const std::vector<std::size_t>& together, const Job& job) {
  const auto& first = model.tensors()[plans[together.front()].tensor];
  try {
    auto layers = encodeTogether(model, plans, equalized, together, job);
    if (!layers && layers.error().kind != ErrorKind::cancelled && layers.error().where.empty())
      layers.error().where = first.id;
    return layers;
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::engine, BW_MESSAGE("compress.no_memory", "not enough memory to compress a layer"),
                model.path().string(), first.id);
  }
}

Result<CompressedLayer> compressLayer(const Model& model, std::span<const LayerPlan> plans, std::size_t index,
                                      const Job& job) {
  const auto together = encodedTogether(plans, index);
  auto equalized = rewriteWeights(model, plans, job);
  if (!equalized) return passOn(equalized);
  auto layers = compressTogether(model, plans, *equalized, together, job);
  if (!layers) return passOn(layers);
  return std::move(
      (*layers)[static_cast<std::size_t>(std::find(together.begin(), together.end(), index) - together.begin())]);
}

Result<CompressedModel> encodeLayers(std::shared_ptr<const Model> model, const Recipe& recipe, const Job& job,
                                     const Smoothing* smoothing) {
  auto resolved = resolve(recipe, *model);
  if (!resolved) return passOn(resolved);

  CompressedModel compressed;
  compressed.model = model;
  compressed.recipe = recipe;
  compressed.warnings = std::move(resolved->warnings);
  const auto& plans = resolved->layers;
  compressed.layers.resize(plans.size());
  auto equalized = rewriteWeights(*model, plans, job.part(0.0, 0.0));
  if (!equalized) return passOn(equalized);
  if (smoothing != nullptr) {
    smoothing->addTo(*equalized);
    compressed.scaled = smoothing->scaled;
  }
  compressed.warnings.insert(compressed.warnings.end(), equalized->warnings.begin(), equalized->warnings.end());
  const auto units = unitsOf(*model, plans);
  std::int64_t total = 0;
  for (const Unit& unit : units) total += unit.weight;

  Progress progress(job, total);
  const auto work = [&](const Unit& unit, const Job& inner) {
    if (progress.hasFailed()) return;
    auto layers = compressTogether(*model, plans, *equalized, unit.layers, inner);
    if (!layers) return progress.failed(unit.layers.front(), std::move(layers.error()));
    for (std::size_t i = 0; i < unit.layers.size(); ++i) compressed.layers[unit.layers[i]] = std::move((*layers)[i]);
    for (const auto layer : unit.layers) model->release(model->tensors()[plans[layer].tensor].bytes);
    progress.finished(model->tensors()[plans[unit.layers.back()].tensor], unit.weight);
  };

  // What is larger than a thread's fair share gets all threads, one after the other; the others one thread each, side
  // by side. Schemes give the same result on any number of threads, so how the work is dealt out shows only in the time
  // it takes.
  const auto fairShare = total / job.threads();
  const Job silent(job.stopToken(), {}, job.threads());  // what a scheme reports of itself is not the whole's progress
  std::size_t next = 0;
  for (; next < units.size() && units[next].weight >= fairShare && !job.stopRequested(); ++next)
    work(units[next], silent);
  parallelFor(job, static_cast<std::int64_t>(units.size() - next), 1, [&](std::int64_t begin, std::int64_t end) {
    for (auto at = begin; at < end; ++at) work(units[next + static_cast<std::size_t>(at)], silent.withThreads(1));
  });
  if (job.stopRequested()) return Failure(cancelledError());
  if (auto failure = progress.takeFailure()) return Failure(std::move(*failure));

  for (std::size_t index = 0; index < plans.size(); ++index) {
    if (plans[index].untouched)
      compressed.layers[index] = untouched(model->tensors()[plans[index].tensor], plans[index], plans[index].reason);
  }
  keepEqualized(compressed, *equalized);
  compressed.scaledBetweenLayers = equalized->betweenLayers;
  compressed.norms = std::move(equalized->norms);
  if (auto same = model->unchanged(); !same) return passOn(same);
  return compressed;
}

}  // namespace bitwright
