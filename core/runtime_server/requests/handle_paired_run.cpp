// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/parallel.h"
#include "core/runtime_server/engine/first_failure.h"
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/inputs/feed.h"
#include "core/runtime_server/inputs/plan_attempts.h"
#include "core/runtime_server/inputs/request_data.h"
#include "core/runtime_server/measuring/single_inference.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

namespace {

using Values = std::map<std::string, Ort::Value>;

constexpr std::uint64_t kMostKeptBytes = std::uint64_t{4} << 30U;
constexpr std::int64_t kBatch = 8;

/// What both versions have made of one inference so far. What it is fed with is made anew for each step that reads it:
/// most models read it once.
struct Batch {
  std::int64_t first = 0;  ///< sample
  Values reference;
  Values changed;
  std::int64_t samples = 0;  ///< that count: the last inference may be filled up
  std::uint64_t bytes = 0;   ///< of both
};

/// What an inference is fed with.
struct Fed {
  std::optional<Feed> feed;
  Values values;
};

std::uint64_t valuesBytes(const Values& values) {
  std::uint64_t sum = 0;
  for (const auto& [name, value] : values) {
    if (value && value.IsTensor()) sum += value.GetTensorTypeAndShapeInfo().GetElementCount() * sizeof(float);
  }
  return sum;
}

/// A float32 tensor as [outer, channels, inner].
struct Channels {
  float* values = nullptr;
  std::int64_t outer = 1;
  std::int64_t channels = 0;  ///< 0: it is none
  std::int64_t inner = 1;

  template <class Visit>
  void forEach(const Visit& visit) const {
    float* at = values;
    for (std::int64_t row = 0; row < outer; ++row) {
      for (std::int64_t channel = 0; channel < channels; ++channel, at += inner) visit(channel, at);
    }
  }
};

/// The first `samples` of `batch` samples where the first dimension counts them, else all.
Channels channelsOf(Ort::Value& value, int axis, std::int64_t batch, std::int64_t samples) {
  Channels found;
  if (!value.IsTensor()) return found;
  const auto info = value.GetTensorTypeAndShapeInfo();
  auto shape = info.GetShape();
  const auto at = axis < 0 ? static_cast<std::ptrdiff_t>(shape.size()) + axis : axis;
  if (info.GetElementType() != ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT || at < 0 ||
      at >= static_cast<std::ptrdiff_t>(shape.size()))
    return found;
  if (at > 0 && shape.front() == batch) shape.front() = samples;
  found.values = value.GetTensorMutableData<float>();
  found.channels = shape[static_cast<std::size_t>(at)];
  for (std::ptrdiff_t dim = 0; dim < static_cast<std::ptrdiff_t>(shape.size()); ++dim) {
    if (dim != at) (dim < at ? found.outer : found.inner) *= shape[static_cast<std::size_t>(dim)];
  }
  return found;
}

/// Sums of each channel, and how many values each sum is of.
struct Sums {
  std::vector<double> of;
  double count = 0.0;
};

Sums sumsOf(const Channels& tensor) {
  Sums sums{std::vector<double>(static_cast<std::size_t>(tensor.channels)),
            static_cast<double>(tensor.outer * tensor.inner)};
  tensor.forEach([&](std::int64_t channel, const float* run) {
    double sum = 0.0;
    for (std::int64_t i = 0; i < tensor.inner; ++i) sum += static_cast<double>(run[i]);
    sums.of[static_cast<std::size_t>(channel)] += sum;
  });
  return sums;
}

class PairedRun {
 public:
  PairedRun(const Dataset* data, InputPlan plan) : data_(data), plan_(std::move(plan)) {}

  void begin(std::int64_t limit) {
    samples_ = data_ != nullptr ? data_->count : limit > 0 ? limit : plan_.batch;
    for (std::int64_t at = 0; at < samples_; at += plan_.batch) {
      Batch batch;
      batch.first = at;
      batch.samples = std::min(plan_.batch, samples_ - at);
      batches_.push_back(std::move(batch));
    }
  }

  /// Runs a step of both versions; gives how far apart the means of their first outputs are, and takes that off the
  /// changed one's.
  Result<std::vector<double>> step(const PairedStep& step, const Job& job) {
    auto reference = Session::load(step.reference, {.optimize = Optimization::none, .spin = false}, job.withThreads(1));
    if (!reference) return passOn(reference);
    auto changed = Session::load(step.changed, {.optimize = Optimization::none, .spin = false}, job.withThreads(1));
    if (!changed) return passOn(changed);
    std::vector<Sums> apart(batches_.size());
    FirstFailure failure;
    const auto& name = reference->outputs().front();
    const auto one = [&](std::size_t at) -> Result<void> {
      auto& batch = batches_[at];
      Fed fed;
      const Job alone = job.withThreads(1);
      if (auto ran = run(*reference, batch, fed, batch.reference, alone); !ran) return ran;
      if (auto ran = run(*changed, batch, fed, batch.changed, alone); !ran) return ran;
      for (const auto& read : step.last) {
        if (read == name) continue;  // the shift is still to be taken off it
        batch.reference.erase(read);
        batch.changed.erase(read);
      }
      if (auto fits = count(batch); !fits) return fits;
      const auto before = sumsOf(channelsOf(batch.reference.at(name), step.channelAxis, plan_.batch, batch.samples));
      apart[at] = sumsOf(channelsOf(batch.changed.at(name), step.channelAxis, plan_.batch, batch.samples));
      if (before.of.empty() || apart[at].of.size() != before.of.size()) {
        return fail(ErrorKind::input,
                    Message(BW_MESSAGE("runtime.walk_no_channels", "%1 is no float32 tensor with channels"), {name}));
      }
      for (std::size_t channel = 0; channel < before.of.size(); ++channel) apart[at].of[channel] -= before.of[channel];
      return {};
    };
    const bool finished =
        parallelFor(job, static_cast<std::int64_t>(batches_.size()), 1, [&](std::int64_t at, std::int64_t) {
          if (failure.happened()) return;
          if (auto done = one(static_cast<std::size_t>(at)); !done) failure.note(at, std::move(done.error()));
        });
    if (!finished) return Failure(cancelledError());
    if (auto error = failure.take()) return Failure(std::move(*error));
    auto shift = meanOf(apart);
    takeOff(shift, name, step.channelAxis, job);
    if (std::find(step.last.begin(), step.last.end(), name) != step.last.end()) {
      for (auto& batch : batches_) {
        batch.reference.erase(name);
        batch.changed.erase(name);
        if (auto fits = count(batch); !fits) return passOn(fits);
      }
    }
    return shift;
  }

  [[nodiscard]] std::int64_t samples() const { return samples_; }
  [[nodiscard]] const std::vector<Message>& notes() const { return plan_.notes; }

 private:
  /// Values are lent to the engine and put back.
  Result<void> run(Session& session, const Batch& batch, Fed& fed, Values& own, const Job& job) const {
    std::vector<Ort::Value> feeds;
    std::vector<Ort::Value*> places;
    for (const auto& slot : session.inputs()) {
      auto* holder = &own;
      if (!own.contains(slot.name)) {
        if (auto made = fill(fed, batch, job); !made) return made;
        holder = &fed.values;
      }
      const auto found = holder->find(slot.name);
      if (found == holder->end()) {
        return fail(
            ErrorKind::engine,
            Message(BW_MESSAGE("runtime.walk_missing", "a step reads %1, which no earlier one gives"), {slot.name}));
      }
      places.push_back(&found->second);
      feeds.push_back(std::move(found->second));
    }
    auto outputs = session.run(feeds, job);
    for (std::size_t at = 0; at < feeds.size(); ++at) *places[at] = std::move(feeds[at]);
    if (!outputs) return passOn(outputs);
    for (std::size_t at = 0; at < outputs->size(); ++at)
      own.insert_or_assign(session.outputs()[at], std::move((*outputs)[at]));
    return {};
  }

  /// In the order of the batches, whichever ran first.
  static std::vector<double> meanOf(const std::vector<Sums>& sums) {
    std::vector<double> mean(sums.front().of.size());
    double count = 0.0;
    for (const auto& each : sums) {
      for (std::size_t channel = 0; channel < mean.size(); ++channel) mean[channel] += each.of[channel];
      count += each.count;
    }
    for (double& value : mean) value = std::isfinite(value) && count > 0.0 ? value / count : 0.0;
    return mean;
  }

  void takeOff(const std::vector<double>& shift, const std::string& name, int axis, const Job& job) {
    parallelFor(job, static_cast<std::int64_t>(batches_.size()), 1, [&](std::int64_t at, std::int64_t) {
      auto& batch = batches_[static_cast<std::size_t>(at)];
      const auto tensor = channelsOf(batch.changed.at(name), axis, plan_.batch, plan_.batch);
      tensor.forEach([&](std::int64_t channel, float* run) {
        const auto off = static_cast<float>(shift[static_cast<std::size_t>(channel)]);
        for (std::int64_t i = 0; i < tensor.inner; ++i) run[i] -= off;
      });
    });
  }

  Result<void> fill(Fed& fed, const Batch& batch, const Job& job) const {
    if (fed.feed) return {};
    auto feed = makeFeed(plan_, data_, batch.first, job);
    if (!feed) return passOn(feed);
    for (std::size_t input = 0; input < feed->values.size(); ++input) {
      fed.values.emplace(plan_.inputs[input].slot.name, std::move(feed->values[input]));
    }
    fed.feed.emplace(std::move(*feed));
    return {};
  }

  /// What is kept is counted while it grows: behind a step it may be too late.
  Result<void> count(Batch& batch) {
    const auto bytes = valuesBytes(batch.reference) + valuesBytes(batch.changed);
    const auto kept = kept_ += bytes - std::exchange(batch.bytes, bytes);
    if (kept <= kMostKeptBytes) return {};
    return fail(
        ErrorKind::input,
        Message(BW_MESSAGE("runtime.walk_too_large", "its values between two layers take over %1 GiB on %2 samples"),
                {static_cast<std::int64_t>(kMostKeptBytes >> 30U), samples_}),
        {}, {}, BW_MESSAGE("runtime.walk_fewer", "calibrate on fewer samples: --calibrate-limit"));
  }

  const Dataset* data_;
  InputPlan plan_;
  std::int64_t samples_ = 0;
  std::vector<Batch> batches_;
  std::atomic<std::uint64_t> kept_ = 0;  // bytes of what batches hold
};

/// Of what the model leaves open, the first that it runs with: several samples at once where it takes them.
Result<InputPlan> planFor(const std::filesystem::path& model, const Dataset* data, const DataRequest& request,
                          const Job& job) {
  auto session = Session::load(model, {.optimize = Optimization::none, .spin = false}, job);
  if (!session) return passOn(session);
  PlanAttempts attempts(*session, data, {kBatch, 1}, request, job);
  while (auto plan = attempts.next()) {
    auto ran = runSample(*session, *plan, data, 0, job);
    if (ran) return std::move(*plan);
    attempts.failed(std::move(ran.error()));
  }
  return attempts.failure();
}

}  // namespace

Result<PairedRunResult> handlePairedRun(const PairedRunRequest& request, const Job& job) {
  auto read = requestData(request.data, job, request.model);
  if (!read) return passOn(read);
  const Dataset* data = read->get();
  auto plan = planFor(request.model, data, request.data, job);
  if (!plan) return passOn(plan);
  PairedRun run(data, std::move(*plan));
  run.begin(request.data.limit);
  PairedRunResult result;
  for (const auto& step : request.steps) {
    job.progress(BW_MESSAGE("runtime.walking", "correcting biases"),
                 static_cast<double>(result.shifts.size()) / static_cast<double>(request.steps.size()));
    auto shift = run.step(step, job);
    if (!shift) return passOn(shift);
    result.shifts.push_back(std::move(*shift));
  }
  result.samples = run.samples();
  if (data != nullptr) result.notes = data->notes;
  result.notes.insert(result.notes.end(), run.notes().begin(), run.notes().end());
  return result;
}

}  // namespace bitwright
