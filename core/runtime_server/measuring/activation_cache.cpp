// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/measuring/activation_cache.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "core/base/parallel.h"
#include "core/runtime_server/engine/elements.h"
#include "core/runtime_server/engine/engine.h"
#include "core/runtime_server/inputs/plan_attempts.h"

namespace bitwright {

namespace {

constexpr std::int64_t kSamplesTogether = 32;

std::uint64_t tensorBytes(const Ort::Value& value) {
  if (!value || !value.IsTensor()) return 0;
  const auto info = value.GetTensorTypeAndShapeInfo();
  return info.GetElementCount() * feedBytes(static_cast<DataType>(info.GetElementType())).value_or(sizeof(float));
}

}  // namespace

Result<Ort::Value> lentTensor(const Ort::Value& value) {
  return atEngine({}, [&] {
    const auto info = value.GetTensorTypeAndShapeInfo();
    const auto shape = info.GetShape();
    static const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
    // Inputs are only read; the interface does not say so.
    return Ort::Value::CreateTensor(memory, const_cast<void*>(value.GetTensorRawData()), tensorBytes(value),
                                    shape.data(), shape.size(), info.GetElementType());
  });
}

Result<std::unique_ptr<ActivationCache>> ActivationCache::plan(Source source, std::shared_ptr<const Dataset> data,
                                                               const DataRequest& request, const Job& job) {
  const SessionSettings settings{.optimize = Optimization::all, .spin = false};
  auto session = Session::load(source.model, settings, job.withThreads(1));
  if (!session) return passOn(session);
  const auto reference = source.reference;
  std::unique_ptr<ActivationCache> prefix(new ActivationCache(std::move(source), std::move(*session), std::move(data)));
  if (!reference.empty()) {
    auto other = Session::load(reference, settings, job.withThreads(1));
    if (!other) return passOn(other);
    prefix->reference_.emplace(std::move(*other));
  }
  PlanAttempts attempts(prefix->session_, prefix->data(), {kSamplesTogether, 1}, request, job);
  while (auto plan = attempts.next()) {
    const bool several = attempts.choices().batch > 1;
    prefix->plan_ = std::move(*plan);
    prefix->samples_ = prefix->data() != nullptr ? prefix->data()->count : std::max(request.limit, prefix->plan_.batch);
    auto first = prefix->infer(0, job.withThreads(1));
    if (!first) {
      attempts.failed(std::move(first.error()));
      continue;
    }
    const bool follows = std::all_of(first->outputs.begin(), first->outputs.end(), [&](const WidenedOutput& output) {
      return !output.shape.empty() && output.shape.front() == first->samples;
    });
    if (!follows && several && prefix->plan_.batch > 1 && !prefix->plan_.batchFixed) continue;
    for (const auto& [name, value] : first->values) prefix->bytesOfBatch_ += tensorBytes(value);
    return prefix;
  }
  return attempts.failure();
}

Result<std::vector<CachedBatch>> ActivationCache::run(std::int64_t begin, std::int64_t end, const Job& job) {
  std::vector<CachedBatch> batches(static_cast<std::size_t>(end - begin));
  std::optional<Error> failure;
  std::mutex failing;
  const bool finished = parallelFor(job, end - begin, 1, [&](std::int64_t at, std::int64_t) {
    auto batch = infer(begin + at, job.withThreads(1));
    if (batch) {
      batches[static_cast<std::size_t>(at)] = std::move(*batch);
      return;
    }
    const std::lock_guard lock(failing);
    if (!failure) failure = std::move(batch.error());
  });
  if (!finished) return Failure(cancelledError());
  if (failure) return Failure(std::move(*failure));
  return batches;
}

Result<CachedBatch> ActivationCache::infer(std::int64_t index, const Job& job) {
  CachedBatch batch;
  batch.first = index * plan_.batch;
  batch.samples = std::min(plan_.batch, samples_ - batch.first);
  auto feed = makeFeed(plan_, data_.get(), batch.first, job);
  if (!feed) return passOn(feed);
  auto values = session_.run(feed->values, job);
  if (!values) return passOn(values);
  auto given = reference_ ? reference_->run(feed->values, job) : Result<std::vector<Ort::Value>>();
  if (!given) return passOn(given);
  auto outputs = reference_ ? widened(reference_->outputs(), *given, batch.samples)
                            : widened(session_.outputs(), *values, batch.samples);
  if (!outputs) return passOn(outputs);
  batch.outputs = std::move(*outputs);
  for (std::size_t at = 0; at < values->size(); ++at) {
    const auto& name = session_.outputs()[at];
    if (std::find(source_.kept.begin(), source_.kept.end(), name) != source_.kept.end())
      batch.values.emplace(name, std::move((*values)[at]));
  }
  batch.feed = std::move(*feed);
  for (std::size_t at = 0; at < batch.feed.values.size(); ++at)
    batch.values.emplace(plan_.inputs[at].slot.name, std::move(batch.feed.values[at]));
  return batch;
}

Result<std::vector<WidenedOutput>> ActivationCache::widened(const std::vector<std::string>& names,
                                                            const std::vector<Ort::Value>& values,
                                                            std::int64_t samples) const {
  std::vector<WidenedOutput> outputs;
  for (const auto& wanted : source_.outputs) {
    const auto found = std::find(names.begin(), names.end(), wanted);
    if (found == names.end()) continue;
    const auto& value = values[static_cast<std::size_t>(found - names.begin())];
    if (!value || !value.IsTensor()) continue;
    const auto info = value.GetTensorTypeAndShapeInfo();
    auto elements =
        widenElements(static_cast<DataType>(info.GetElementType()), value.GetTensorRawData(), info.GetElementCount());
    if (!elements) continue;
    WidenedOutput output{wanted, info.GetShape(), std::move(*elements),
                         !isFloatingWeight(static_cast<DataType>(info.GetElementType()))};
    if (!output.shape.empty() && output.shape.front() == plan_.batch && samples < plan_.batch) {
      output.values.resize(output.values.size() / static_cast<std::size_t>(plan_.batch) *
                           static_cast<std::size_t>(samples));
      output.shape.front() = samples;
    }
    outputs.push_back(std::move(output));
  }
  if (outputs.empty())
    return fail(ErrorKind::engine, BW_MESSAGE("runtime.no_outputs", "the model gives no output that can be read"));
  return outputs;
}

}  // namespace bitwright
