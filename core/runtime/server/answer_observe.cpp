// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/atomic_file.h"
#include "core/base/parallel.h"
#include "core/runtime/observe.h"
#include "core/runtime/server/feed.h"
#include "core/runtime/server/handlers.h"
#include "core/runtime/server/request_data.h"
#include "core/runtime/server/session.h"
#include "core/runtime/server/value_observer.h"
#include "core/runtime/wire.h"

namespace bitwright {

namespace {

using nlohmann::json;

constexpr std::uint64_t kMostActivationBytes = std::uint64_t{1} << 30U;  // of all inferences that run side by side

/// The values of one inference: what it was fed with, and what it gave.
struct Inference {
  Feed feed;
  std::vector<Ort::Value> outputs;

  [[nodiscard]] std::uint64_t bytes() const {
    std::uint64_t sum = 0;
    for (const auto& value : outputs) {
      if (value && value.IsTensor()) sum += value.GetTensorTypeAndShapeInfo().GetElementCount() * sizeof(float);
    }
    for (const auto& storage : feed.storage) sum += storage.size();
    return sum;
  }
};

/// Runs a model sample by sample and hands each value to its observer.
class Observation {
 public:
  Observation(Session& session, const Dataset* data, std::vector<std::string> names, bool histograms)
      : session_(session), data_(data), names_(std::move(names)), histograms_(histograms) {
    for (const auto& name : names_) places_.push_back(placeOf(name));
  }

  Result<void> run(const DataRequest& request, const Job& job) {
    std::optional<Inference> first;
    const Job alone = job.withThreads(1);
    if (auto planned = choosePlan(request, first, alone); !planned) return planned;
    samples_ = data_ != nullptr ? data_->count : request.limit > 0 ? request.limit : plan_.batch;
    const auto inferences = (samples_ + plan_.batch - 1) / plan_.batch;
    for (const auto& name : names_) observers_.emplace_back(name, inferences, histograms_);
    const auto bytes = std::max<std::uint64_t>(1, first->bytes());
    add(*first, 0);
    first.reset();
    const auto lanes = std::clamp<std::uint64_t>(kMostActivationBytes / bytes, 1, static_cast<std::uint64_t>(job.threads()));
    std::atomic<std::int64_t> done{1};
    const auto body = [&](std::int64_t begin, std::int64_t end) {
      for (auto index = begin + 1; index < end + 1 && !failed(); ++index) {
        observeOne(index, alone);
        job.progress(BW_MESSAGE("runtime.observing", "observing activations"), static_cast<double>(++done) / static_cast<double>(inferences));
      }
    };
    if (!parallelFor(job.withThreads(static_cast<int>(lanes)), inferences - 1, 1, body)) return Failure(cancelledError());
    if (failure_) return Failure(std::move(*failure_));
    return {};
  }

  Observations take() {
    Observations result;
    for (auto& observer : observers_) {
      if (observer.observed())
        result.tensors.push_back(observer.take());
      else
        unfit_.push_back(observer.unfit());
    }
    result.samples = samples_;
    result.samplesPerInference = plan_.batch;
    result.histograms = histograms_;
    result.notes = plan_.notes;
    return result;
  }
  /// Behind take(): why some were not observed.
  [[nodiscard]] const std::vector<Message>& unfit() const { return unfit_; }

 private:
  Result<Inference> infer(std::int64_t index, const Job& job) {
    auto feed = makeFeed(plan_, data_, index * plan_.batch, job);
    if (!feed) return passOn(feed);
    auto outputs = session_.run(feed->values, job);
    if (!outputs) return passOn(outputs);
    return Inference{std::move(*feed), std::move(*outputs)};
  }

  /// Of what the model leaves open, the first that it runs with.
  Result<void> choosePlan(const DataRequest& request, std::optional<Inference>& first, const Job& job) {
    std::optional<Error> firstError;
    for (const auto& choices : planAttempts(session_, data_ != nullptr, 1, request, job)) {
      auto plan = planInputs(session_.inputs(), data_, choices);
      if (!plan) return passOn(plan);
      plan_ = std::move(*plan);
      auto inference = infer(0, job);
      if (inference) {
        first.emplace(std::move(*inference));
        return {};
      }
      if (job.stopRequested() || inference.error().kind != ErrorKind::engine) return passOn(inference);
      if (!firstError) firstError = std::move(inference.error());
    }
    return Failure(std::move(*firstError));
  }

  void observeOne(std::int64_t index, const Job& job) {
    auto inference = infer(index, job);
    if (inference) return add(*inference, index);
    const std::lock_guard lock(failing_);
    if (!failure_ || index < failedAt_) {
      failure_ = std::move(inference.error());
      failedAt_ = index;
    }
  }

  void add(const Inference& inference, std::int64_t index) {
    const auto keep = std::min(plan_.batch, samples_ - index * plan_.batch);
    const auto count = observers_.size();
    for (std::size_t at = 0; at < count; ++at) {
      // Inferences that run side by side begin at different tensors, not to wait for each other.
      const auto which = (at + static_cast<std::size_t>(index) * 7) % count;
      observers_[which].add(valueAt(inference, places_[which]), index, plan_.batch, keep);
    }
  }

  /// Where an inference holds a value: among what it is fed with, or among its outputs, which the copy of the model has for all that is to be observed.
  struct Place {
    bool fed = false;
    std::size_t index = 0;
  };
  [[nodiscard]] Place placeOf(const std::string& name) const {
    const auto& inputs = session_.inputs();
    const auto input = std::find_if(inputs.begin(), inputs.end(), [&name](const InputSlot& slot) { return slot.name == name; });
    if (input != inputs.end()) return {true, static_cast<std::size_t>(input - inputs.begin())};
    const auto& outputs = session_.outputs();
    return {false, static_cast<std::size_t>(std::find(outputs.begin(), outputs.end(), name) - outputs.begin())};
  }

  [[nodiscard]] static const Ort::Value& valueAt(const Inference& inference, const Place& place) {
    static const Ort::Value none{nullptr};
    const auto& values = place.fed ? inference.feed.values : inference.outputs;
    return place.index < values.size() ? values[place.index] : none;
  }

  [[nodiscard]] bool failed() {
    const std::lock_guard lock(failing_);
    return failure_.has_value();
  }

  Session& session_;
  const Dataset* data_;
  std::vector<std::string> names_;
  std::vector<Place> places_;  // of each name
  bool histograms_;
  InputPlan plan_;
  std::int64_t samples_ = 0;
  std::deque<ValueObserver> observers_;
  std::vector<Message> unfit_;
  std::mutex failing_;
  std::optional<Error> failure_;  // of the first sample that failed, whichever thread ran it
  std::int64_t failedAt_ = 0;
};

}  // namespace

Result<json> answerObserve(const json& content, const Job& job) {
  const auto request = dataFromWire(content.at("data"));
  const auto model = pathFromWire(content.at("model").get<std::string>());
  auto read = requestData(request, job);
  if (!read) return passOn(read);
  // Inferences run side by side instead: one on several threads would add up in another order.
  auto session = Session::load(model, {.optimize = Optimization::none, .spin = false}, job.withThreads(1));
  if (!session) return passOn(session);
  const Dataset* data = read->get();
  std::vector<std::string> names;
  for (const auto& name : content.at("tensors")) names.push_back(pathFromWire(name.get<std::string>()).string());
  Observation observation(*session, data, std::move(names), content.at("histograms").get<bool>());
  if (auto done = observation.run(request, job); !done) return passOn(done);
  auto observations = observation.take();
  observations.synthesised = data == nullptr;
  if (data != nullptr) {
    auto hash = requestHash(*read, job);
    if (!hash) return passOn(hash);
    observations.dataSha256 = std::move(*hash);
    observations.notes.insert(observations.notes.begin(), data->notes.begin(), data->notes.end());
  }
  if (content.at("named").get<bool>()) observations.notes.insert(observations.notes.end(), observation.unfit().begin(), observation.unfit().end());
  if (observations.tensors.empty()) {
    return fail(ErrorKind::input, BW_MESSAGE("runtime.nothing_to_observe", "has no float activations to observe"), {}, {},
                BW_MESSAGE("runtime.nothing_to_observe.remedy", "static quantization is for models of float32, float16 or bfloat16"));
  }
  const auto written = writeFileAtomically(pathFromWire(content.at("values").get<std::string>()), observationsToBytes(observations));
  if (!written) return Failure(written.error());
  return json::object();
}

}  // namespace bitwright
