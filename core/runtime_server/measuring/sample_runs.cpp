// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/measuring/sample_runs.h"

#include <algorithm>
#include <utility>

#include "core/runtime_server/inputs/plan_attempts.h"

namespace bitwright {

std::uint64_t Inference::bytes() const {
  std::uint64_t sum = 0;
  for (const auto& value : outputs) {
    if (value && value.IsTensor()) sum += value.GetTensorTypeAndShapeInfo().GetElementCount() * sizeof(float);
  }
  for (const auto& storage : feed.storage) sum += storage.size();
  return sum;
}

Result<Inference> SampleRuns::begin(const DataRequest& request, const Job& job, std::int64_t together) {
  std::vector<std::int64_t> batches{1};
  if (together > 1) batches.insert(batches.begin(), together);
  PlanAttempts attempts(session_, data_, batches, request, job);
  while (auto plan = attempts.next()) {
    plan_ = std::move(*plan);
    auto inference = run(0, job);
    if (inference) {
      samples_ = data_ != nullptr ? data_->count : request.limit > 0 ? request.limit : plan_.batch;
      return inference;
    }
    attempts.failed(std::move(inference.error()));
  }
  return attempts.failure();
}

Result<Inference> SampleRuns::run(std::int64_t index, const Job& job) {
  auto feed = makeFeed(plan_, data_, index * plan_.batch, job);
  if (!feed) return passOn(feed);
  auto outputs = session_.run(feed->values, job);
  if (!outputs) return passOn(outputs);
  return Inference{std::move(*feed), std::move(*outputs)};
}

int lanesFor(std::uint64_t bytes, const Job& job) {
  constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30U;  // of all inferences that run side by side
  return static_cast<int>(std::clamp<std::uint64_t>(kMostBytes / std::max<std::uint64_t>(1, bytes), 1,
                                                    static_cast<std::uint64_t>(job.threads())));
}

}  // namespace bitwright
