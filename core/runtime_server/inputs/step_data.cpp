// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/inputs/step_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/graph/carried_states.h"
#include "core/model/model.h"
#include "core/runtime_server/engine/elements.h"
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/inputs/array_values.h"
#include "core/runtime_server/inputs/feed.h"
#include "core/runtime_server/inputs/plan_attempts.h"

namespace bitwright {

namespace {

const DataArray* arrayOf(const Dataset& data, const std::string& name) {
  const auto found = std::find_if(data.arrays.begin(), data.arrays.end(),
                                  [&name](const DataArray& array) { return array.name == name; });
  return found != data.arrays.end() ? &*found : nullptr;
}

/// Its rows are what the input takes whole.
bool holdsSteps(const DataArray& array, std::span<const std::int64_t> input) {
  return array.perSample && array.shape.size() == input.size() + 1 &&
         std::equal(input.begin(), input.end(), array.shape.begin() + 1,
                    [](std::int64_t wanted, std::int64_t size) { return wanted < 0 || wanted == size; });
}

/// States that the data leave to the model.
std::vector<CarriedState> openStates(const Dataset& data, const Model& model) {
  auto states = carriedStates(model.inputs(), model.outputs());
  std::erase_if(states, [&data](const CarriedState& state) { return arrayOf(data, state.input) != nullptr; });
  return states;
}

DataArray stepOf(const DataArray& array, std::int64_t step) {
  const std::array rows{step};
  auto row = selectRows(array, rows);
  row.shape.erase(row.shape.begin());
  row.perSample = false;
  return row;
}

/// A value as data hold it; nothing where it is no tensor of numbers.
std::optional<DataArray> arrayFrom(const Ort::Value& value, const std::string& name) {
  if (!value || !value.IsTensor()) return std::nullopt;
  const auto info = value.GetTensorTypeAndShapeInfo();
  const auto type = arrayTypeOf(static_cast<DataType>(info.GetElementType()));
  if (!type) return std::nullopt;
  DataArray array;
  array.name = name;
  array.type = *type;
  array.shape = info.GetShape();
  array.perSample = false;
  array.bytes.resize(info.GetElementCount() * elementBytes(*type));
  if (!array.bytes.empty()) std::memcpy(array.bytes.data(), value.GetTensorRawData(), array.bytes.size());
  return array;
}

Failure notCarried(const std::string& name) {
  return fail(ErrorKind::input, BW_MESSAGE("data.state_type", "is no tensor of numbers that a next step could read"),
              {}, name);
}

/// Walks over the steps of one sequence.
class StepWalk {
 public:
  StepWalk(const Dataset& data, const Model& model, const DataRequest& request, const Job& job)
      : data_(data), model_(model), request_(request), job_(job), states_(openStates(data, model)) {}

  Result<Dataset> run() {
    auto loaded = Session::load(model_.path(), {.optimize = Optimization::none, .spin = false}, job_.withThreads(1));
    if (!loaded) return passOn(loaded);
    session_.emplace(std::move(*loaded));
    if (auto first = runFirst(); !first) return passOn(first);
    for (std::int64_t step = 1; step < steps_; ++step) {
      job_.progress(BW_MESSAGE("runtime.stepping", "running the steps of the data"),
                    static_cast<double>(step) / static_cast<double>(steps_));
      if (job_.stopRequested()) return Failure(cancelledError());
      if (auto next = addStep(step); !next) return passOn(next);
      if (step + 1 < steps_) {
        if (auto ran = runStep(step); !ran) return passOn(ran);
      }
    }
    finish();
    return std::move(walked_);
  }

 private:
  [[nodiscard]] bool isStepped(const InputSlot& slot) const {
    const auto* array = arrayOf(data_, slot.name);
    return array != nullptr && holdsSteps(*array, slot.shape);
  }

  /// Finds what the model leaves open by the first step, whose states are zeros.
  Result<void> runFirst() {
    Dataset first;
    for (const auto& slot : session_->inputs()) {
      const auto* array = arrayOf(data_, slot.name);
      if (array == nullptr) continue;
      const bool stepped = isStepped(slot);
      first.arrays.push_back(stepped ? stepOf(*array, 0) : *array);
      first.arrays.back().perSample = false;
      if (!stepped || walked_.samplesPerInference > 1) continue;
      const auto& shape = first.arrays.back().shape;
      walked_.samplesPerInference = shape.empty() ? 1 : std::max<std::int64_t>(1, shape.front());
    }
    const auto batch = walked_.samplesPerInference;
    first.count = batch;
    steps_ = data_.count;
    if (request_.limit > 0) steps_ = std::clamp<std::int64_t>(request_.limit / batch, 1, steps_);
    const Job alone = job_.withThreads(1);
    PlanAttempts attempts(*session_, &first, {batch}, request_, alone);
    while (auto plan = attempts.next()) {
      auto feed = makeFeed(*plan, &first, 0);
      if (!feed) {
        attempts.failed(std::move(feed.error()));
        continue;
      }
      auto outputs = session_->run(feed->values, alone);
      if (!outputs) {
        attempts.failed(std::move(outputs.error()));
        continue;
      }
      choices_ = attempts.choices();
      std::vector<DataArray> fed;
      for (std::size_t at = 0; at < feed->values.size(); ++at) {
        auto array = arrayFrom(feed->values[at], session_->inputs()[at].name);
        if (!array) return notCarried(session_->inputs()[at].name);
        fed.push_back(std::move(*array));
      }
      walked_.inferences.push_back(std::move(fed));
      return take(*outputs);
    }
    return attempts.failure();
  }

  /// What the next step reads of these outputs.
  Result<void> take(const std::vector<Ort::Value>& outputs) {
    const auto& names = session_->outputs();
    for (const auto& state : states_) {
      const auto at = static_cast<std::size_t>(std::find(names.begin(), names.end(), state.output) - names.begin());
      auto array = at < outputs.size() ? arrayFrom(outputs[at], state.input) : std::nullopt;
      if (!array) return notCarried(state.output);
      if (firstNonFinite(*array)) {
        return fail(ErrorKind::input,
                    Message(BW_MESSAGE("data.state_not_finite", "is infinite or not a number behind step %1"),
                            {static_cast<std::int64_t>(walked_.inferences.size())}),
                    {}, state.output);
      }
      next_[state.input] = std::move(*array);
    }
    return {};
  }

  Result<void> addStep(std::int64_t step) {
    auto fed = walked_.inferences.front();
    for (std::size_t at = 0; at < fed.size(); ++at) {
      const auto& slot = session_->inputs()[at];
      if (const auto state = next_.find(slot.name); state != next_.end())
        fed[at] = state->second;
      else if (isStepped(slot))
        fed[at] = stepOf(*arrayOf(data_, slot.name), step);
      bytes_ += fed[at].bytes.size();
    }
    if (bytes_ > kMostArrayBytes) {
      return fail(ErrorKind::input,
                  BW_MESSAGE("data.steps_limit", "takes more than 4 GiB with the states of its steps"), request_.spec,
                  {}, BW_MESSAGE("runtime.fewer_samples", "ask for fewer samples with --limit"));
    }
    walked_.inferences.push_back(std::move(fed));
    return {};
  }

  Result<void> runStep(std::int64_t step) {
    walked_.count = (step + 1) * walked_.samplesPerInference;
    // The shapes of all inferences are checked; those before were.
    auto choices = choices_;
    choices.batch = walked_.samplesPerInference;
    if (!plan_) {
      auto plan = planInputs(session_->inputs(), &walked_, choices);
      if (!plan) return passOn(plan);
      plan_ = std::move(*plan);
    }
    auto feed = makeFeed(*plan_, &walked_, step * walked_.samplesPerInference);
    if (!feed) return passOn(feed);
    auto outputs = session_->run(feed->values, job_.withThreads(1));
    if (!outputs) return passOn(outputs);
    return take(*outputs);
  }

  void finish() {
    walked_.count = steps_ * walked_.samplesPerInference;
    const auto samples = static_cast<std::size_t>(walked_.count);
    // Labels count samples: one a step, where a step is of one.
    if (data_.labels.size() >= samples && walked_.samplesPerInference == 1)
      walked_.labels.assign(data_.labels.begin(), data_.labels.begin() + static_cast<std::ptrdiff_t>(samples));
    walked_.classNames = data_.classNames;
    walked_.labelFile = data_.labelFile;
    walked_.notes = data_.notes;
    walked_.sha256 = data_.sha256;
    std::vector<std::string> inputs;
    std::vector<std::string> outputs;
    for (const auto& state : states_) {
      inputs.push_back(state.input);
      outputs.push_back(state.output);
    }
    walked_.notes.emplace_back(
        BW_MESSAGE("data.carried_states", "%1 steps in a row: what the model gives as %2, its next step reads as %3"),
        std::vector<MessageArgument>{steps_, fmt::format("{}", fmt::join(outputs, ", ")),
                                     fmt::format("{}", fmt::join(inputs, ", "))});
  }

  const Dataset& data_;
  const Model& model_;
  const DataRequest& request_;
  const Job& job_;
  std::vector<CarriedState> states_;
  std::optional<Session> session_;
  std::int64_t steps_ = 0;
  PlanChoices choices_;
  std::optional<InputPlan> plan_;
  std::map<std::string, DataArray> next_;  // by input
  std::uint64_t bytes_ = 0;
  Dataset walked_;
};

}  // namespace

Result<bool> areSteps(const Dataset& data, const std::filesystem::path& model, const Job& job) {
  if (data.arrays.empty() || data.arrays.front().name.empty()) return false;
  auto opened = Model::open(model, job);
  if (!opened) {
    if (opened.error().kind == ErrorKind::cancelled) return passOn(opened);
    return false;  // whoever runs it says why it cannot be read
  }
  if (openStates(data, **opened).empty()) return false;
  const auto inputs = (*opened)->inputs();
  return std::any_of(inputs.begin(), inputs.end(), [&data](const ValueInfo& input) {
    const auto* array = input.hasShape ? arrayOf(data, input.name) : nullptr;
    return array != nullptr && holdsSteps(*array, input.shape);
  });
}

Result<Dataset> withCarriedStates(const Dataset& data, const std::filesystem::path& model, const DataRequest& request,
                                  const Job& job) {
  auto opened = Model::open(model, job);
  if (!opened) return passOn(opened);
  return StepWalk(data, **opened, request, job).run();
}

}  // namespace bitwright
