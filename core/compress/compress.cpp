// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/compress.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <new>
#include <utility>

#include "core/base/parallel.h"

namespace bitwright {

namespace {

/// What a layer counts for in the progress and in the order of work.
std::int64_t weightOf(const WeightTensor& tensor) {
  return std::max<std::int64_t>(1, tensor.elementCount());
}

/// The layers that are to be encoded, largest first; equal ones in inventory order.
std::vector<std::size_t> workOrder(const Model& model, const std::vector<LayerPlan>& plans) {
  std::vector<std::size_t> order;
  for (std::size_t index = 0; index < plans.size(); ++index) {
    if (!plans[index].kept) order.push_back(index);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    return weightOf(model.tensors()[plans[left].tensor]) > weightOf(model.tensors()[plans[right].tensor]);
  });
  return order;
}

/// Progress counted in weights, and the first failure; both shared by the threads.
class Progress {
 public:
  Progress(const Job& job, std::int64_t total) : job_(job), total_(std::max<std::int64_t>(1, total)) {}

  void finished(const WeightTensor& tensor) {
    const std::lock_guard lock(mutex_);
    done_ += weightOf(tensor);
    job_.progress(Message(BW_MESSAGE("compress.layer", "Compressing %1"), {tensor.id}), static_cast<double>(done_) / static_cast<double>(total_));
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

Result<CompressedLayer> encodeLayer(const WeightTensor& tensor, const LayerPlan& plan, const Job& job) {
  CompressedLayer layer;
  layer.tensor = plan.tensor;
  layer.plan = plan;
  layer.bitsPerWeight = dataTypeBits(tensor.type).value_or(0);
  if (plan.kept) {
    layer.skipped = plan.reason;
    return layer;
  }
  const std::array group{WeightView::of(tensor)};
  auto encoded = plan.scheme->encode(group, plan.values, job);
  if (job.stopRequested()) return Failure(cancelledError());
  if (!encoded) {
    if (encoded.error().kind != ErrorKind::input) return passOn(encoded);
    layer.skipped = std::move(encoded.error().what);
    return layer;
  }
  auto result = std::make_shared<const EncodedTensor>(std::move(encoded->front()));
  layer.error = compareValues(toFloat(tensor), result->decode(job), job);
  if (job.stopRequested()) return Failure(cancelledError());
  layer.bitsPerWeight = result->bitsPerWeight();
  layer.encoded = std::move(result);
  return layer;
}

}  // namespace

Result<CompressedLayer> compressLayer(const Model& model, const LayerPlan& plan, const Job& job) {
  const auto& tensor = model.tensors()[plan.tensor];
  try {
    auto layer = encodeLayer(tensor, plan, job);
    if (!layer && layer.error().kind != ErrorKind::cancelled && layer.error().where.empty()) layer.error().where = tensor.id;
    return layer;
  } catch (const std::bad_alloc&) {
    return fail(ErrorKind::engine, BW_MESSAGE("compress.no_memory", "not enough memory to compress a layer"), model.path().string(), tensor.id);
  }
}

Result<CompressedModel> compress(std::shared_ptr<const Model> model, const Recipe& recipe, const Job& job) {
  auto resolved = resolve(recipe, *model);
  if (!resolved) return passOn(resolved);

  CompressedModel compressed;
  compressed.model = model;
  compressed.recipe = recipe;
  compressed.warnings = std::move(resolved->warnings);
  const auto& plans = resolved->layers;
  compressed.layers.resize(plans.size());
  const auto order = workOrder(*model, plans);
  std::int64_t total = 0;
  for (const auto index : order) total += weightOf(model->tensors()[plans[index].tensor]);

  Progress progress(job, total);
  const auto work = [&](std::size_t index, const Job& inner) {
    if (progress.hasFailed()) return;
    auto layer = compressLayer(*model, plans[index], inner);
    if (!layer) return progress.failed(index, std::move(layer.error()));
    compressed.layers[index] = std::move(*layer);
    progress.finished(model->tensors()[plans[index].tensor]);
  };

  // A layer larger than a thread's fair share gets all threads, one such layer after the other; the others one thread each, side by side. Schemes
  // give the same result on any number of threads, so how the work is dealt out shows only in the time it takes.
  const auto fairShare = total / job.threads();
  const Job silent(job.stopToken(), {}, job.threads());  // what a scheme reports of itself is not the whole's progress
  std::size_t next = 0;
  for (; next < order.size() && weightOf(model->tensors()[plans[order[next]].tensor]) >= fairShare && !job.stopRequested(); ++next) {
    work(order[next], silent);
  }
  parallelFor(job, static_cast<std::int64_t>(order.size() - next), 1, [&](std::int64_t begin, std::int64_t end) {
    for (auto at = begin; at < end; ++at) work(order[next + static_cast<std::size_t>(at)], silent.withThreads(1));
  });
  if (job.stopRequested()) return Failure(cancelledError());
  if (auto failure = progress.takeFailure()) return Failure(std::move(*failure));

  for (std::size_t index = 0; index < plans.size(); ++index) {
    if (!plans[index].kept) continue;
    auto layer = compressLayer(*model, plans[index], silent);
    if (!layer) return passOn(layer);
    compressed.layers[index] = std::move(*layer);
  }
  return compressed;
}

}  // namespace bitwright
