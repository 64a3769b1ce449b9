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

#include "core/base/files/atomic_file.h"
#include "core/base/parallel.h"
#include "core/runtime/observations_bytes.h"
#include "core/runtime/observe.h"
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/inputs/request_data.h"
#include "core/runtime_server/measuring/sample_runs.h"
#include "core/runtime_server/measuring/value_observer.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

namespace {

/// Runs a model sample by sample and hands each value to its observer.
class Observation {
 public:
  Observation(Session& session, const Dataset* data, std::vector<std::string> names, bool histograms)
      : session_(session), runs_(session, data), names_(std::move(names)), histograms_(histograms) {
    for (const auto& name : names_) places_.push_back(placeOf(name));
  }

  Result<void> run(const DataRequest& request, const Job& job) {
    const Job alone = job.withThreads(1);
    auto first = runs_.begin(request, alone);
    if (!first) return passOn(first);
    samples_ = runs_.samples();
    const auto batch = runs_.plan().batch;
    const auto inferences = (samples_ + batch - 1) / batch;
    for (const auto& name : names_) observers_.emplace_back(name, inferences, histograms_);
    const int lanes = lanesFor(first->bytes(), job);
    add(*first, 0);
    *first = Inference();
    std::atomic<std::int64_t> done{1};
    const auto body = [&](std::int64_t begin, std::int64_t end) {
      for (auto index = begin + 1; index < end + 1 && !failed(); ++index) {
        observeOne(index, alone);
        job.progress(BW_MESSAGE("runtime.observing", "observing activations"),
                     static_cast<double>(++done) / static_cast<double>(inferences));
      }
    };
    if (!parallelFor(job.withThreads(lanes), inferences - 1, 1, body)) return Failure(cancelledError());
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
    result.samplesPerInference = runs_.plan().batch;
    result.histograms = histograms_;
    result.notes = runs_.plan().notes;
    return result;
  }
  /// Behind take(): why some were not observed.
  [[nodiscard]] const std::vector<Message>& unfit() const { return unfit_; }

 private:
  void observeOne(std::int64_t index, const Job& job) {
    auto inference = runs_.run(index, job);
    if (inference) return add(*inference, index);
    const std::lock_guard lock(failing_);
    if (!failure_ || index < failedAt_) {
      failure_ = std::move(inference.error());
      failedAt_ = index;
    }
  }

  void add(const Inference& inference, std::int64_t index) {
    const auto keep = std::min(runs_.plan().batch, samples_ - index * runs_.plan().batch);
    const auto count = observers_.size();
    for (std::size_t at = 0; at < count; ++at) {
      // Inferences that run side by side begin at different tensors, not to wait for each other.
      const auto which = (at + static_cast<std::size_t>(index) * 7) % count;
      observers_[which].add(valueAt(inference, places_[which]), index, runs_.plan().batch, keep);
    }
  }

  /// Where an inference holds a value: among what it is fed with, or among its outputs, which the copy of the model has
  /// for all that is to be observed.
  struct Place {
    bool fed = false;
    std::size_t index = 0;
  };
  [[nodiscard]] Place placeOf(const std::string& name) const {
    const auto& inputs = session_.inputs();
    const auto input =
        std::find_if(inputs.begin(), inputs.end(), [&name](const InputSlot& slot) { return slot.name == name; });
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
  SampleRuns runs_;
  std::vector<std::string> names_;
  std::vector<Place> places_;  // of each name
  bool histograms_;
  std::int64_t samples_ = 0;
  std::deque<ValueObserver> observers_;
  std::vector<Message> unfit_;
  std::mutex failing_;
  std::optional<Error> failure_;  // of the first sample that failed, whichever thread ran it
  std::int64_t failedAt_ = 0;
};

}  // namespace

Result<Nothing> handleObserve(const ObserveContent& content, const Job& job) {
  auto read = requestData(content.data, job, content.model);
  if (!read) return passOn(read);
  // Inferences run side by side instead: one on several threads would add up in another order.
  auto session = Session::load(content.model, {.optimize = Optimization::none, .spin = false}, job.withThreads(1));
  if (!session) return passOn(session);
  const Dataset* data = read->get();
  Observation observation(*session, data, content.tensors, content.histograms);
  if (auto done = observation.run(content.data, job); !done) return passOn(done);
  auto observations = observation.take();
  observations.synthesised = data == nullptr;
  if (data != nullptr) {
    auto hash = requestHash(*read, job);
    if (!hash) return passOn(hash);
    observations.dataSha256 = std::move(*hash);
    observations.notes.insert(observations.notes.begin(), data->notes.begin(), data->notes.end());
  }
  if (content.named)
    observations.notes.insert(observations.notes.end(), observation.unfit().begin(), observation.unfit().end());
  if (observations.tensors.empty()) {
    return fail(ErrorKind::input, BW_MESSAGE("runtime.nothing_to_observe", "has no float activations to observe"), {},
                {},
                BW_MESSAGE("runtime.nothing_to_observe.remedy",
                           "static quantization is for models of float32, float16 or bfloat16"));
  }
  const auto written = writeFileAtomically(content.values, observationsToBytes(observations));
  if (!written) return Failure(written.error());
  return Nothing{};
}

}  // namespace bitwright
