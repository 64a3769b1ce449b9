// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/server/input_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/ascii.h"
#include "core/runtime/server/elements.h"

namespace bitwright {

namespace {

bool isFloat(DataType type) {
  return type == DataType::float32 || type == DataType::float16 || type == DataType::bfloat16 || type == DataType::float64;
}

bool containsAny(const std::string& text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(), [&text](std::string_view part) { return text.find(part) != std::string::npos; });
}

bool namesBatch(const std::string& symbol) {
  const auto name = asciiLowered(symbol);
  return name == "n" || name == "b" || name.find("batch") != std::string::npos;
}

Filling fillingFor(const InputSlot& slot) {
  const auto name = asciiLowered(slot.name);
  if (containsAny(name, {"state", "hidden", "past", "cache", "initial_h", "initial_c", "h0", "c0"})) return Filling::zeros;
  if (name == "h" || name == "c") return Filling::zeros;
  if (containsAny(name, {"mask"})) return Filling::ones;
  if (containsAny(name, {"token_type", "segment_ids"})) return Filling::zeros;
  if (isFloat(slot.type)) return slot.shape.size() >= 4 || slot.shape.empty() ? Filling::unit : Filling::normal;
  if (slot.type == DataType::boolean) return slot.shape.empty() ? Filling::zeros : Filling::bits;
  const bool narrow = slot.type == DataType::uint8 || slot.type == DataType::int8;
  return narrow && slot.shape.size() >= 2 ? Filling::bytes : Filling::ids;
}

/// The axes of height and width of an image-like input, half-open; empty where it is none.
std::pair<std::size_t, std::size_t> imageAxes(const InputSlot& slot) {
  const auto rank = slot.shape.size();
  if (rank < 4 || !isFloat(slot.type)) return {0, 0};
  const auto last = slot.shape.back();
  return last == 1 || last == 3 || last == 4 ? std::pair<std::size_t, std::size_t>{1, rank - 1} : std::pair<std::size_t, std::size_t>{2, rank};
}

/// Gives every free dimension a size; dimensions of one symbolic name get one size.
class Sizer {
 public:
  Sizer(const PlanChoices& choices, std::int64_t batch) : choices_(choices), batch_(batch) {}

  void know(const std::string& symbol, std::int64_t size) {
    if (!symbol.empty()) sizes_.emplace(symbol, size);
  }

  std::vector<std::int64_t> shapeOf(const InputSlot& slot) {
    std::vector<std::int64_t> shape = slot.shape;
    const auto [firstSide, endSide] = imageAxes(slot);
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
      if (shape[axis] >= 0) continue;
      const auto& symbol = slot.symbols[axis];
      if (const auto known = sizes_.find(symbol); known != sizes_.end()) {
        shape[axis] = known->second;
        continue;
      }
      if (axis == 0 || namesBatch(symbol))
        shape[axis] = batch_;
      else if (axis >= firstSide && axis < endSide)
        shape[axis] = choices_.imageSide;
      else if (endSide > 0)
        shape[axis] = 3;  // the channels of an image
      else
        shape[axis] = choices_.length;
      know(symbol, shape[axis]);
    }
    return shape;
  }

 private:
  const PlanChoices& choices_;
  std::int64_t batch_;
  std::map<std::string, std::int64_t> sizes_;
};

Result<void> checkFeedable(const std::vector<InputSlot>& slots) {
  for (const auto& slot : slots) {
    if (feedBytes(slot.type)) continue;
    const MessageText what =
        slot.type == DataType::undefined
            ? BW_MESSAGE("runtime.input_no_tensor", "an input of the model is no tensor and cannot be fed")
            : BW_MESSAGE("runtime.input_type", "an input of the model is of a type that cannot be fed (strings, complex, 8-bit floats)");
    return fail(ErrorKind::input, what, {}, slot.name);
  }
  return {};
}

std::vector<std::size_t> leadingInputs(const std::vector<InputSlot>& slots, const InputMatch& match, bool hasData) {
  std::vector<std::size_t> leading;
  for (std::size_t index = 0; index < slots.size(); ++index) {
    if (match.inputs[index] && match.inputs[index]->perSample()) leading.push_back(index);
  }
  if (hasData) return leading;
  for (const std::size_t rank : {2U, 1U}) {
    for (std::size_t index = 0; index < slots.size() && leading.empty(); ++index) {
      if (slots[index].shape.size() >= rank && fillingFor(slots[index]) != Filling::zeros) leading.push_back(index);
    }
  }
  return leading;
}

/// A batch that an input prescribes is that of all; one that takes a single number takes one sample.
Result<void> fixBatch(const std::vector<InputSlot>& slots, const std::vector<std::size_t>& leading, InputPlan& plan) {
  for (const auto index : leading) {
    const auto& shape = slots[index].shape;
    if (!shape.empty() && shape[0] < 0) continue;
    const auto own = shape.empty() ? 1 : std::max<std::int64_t>(1, shape[0]);
    if (plan.batchFixed && own != plan.batch) {
      return fail(ErrorKind::input,
                  Message(BW_MESSAGE("runtime.batches_differ", "takes %1 samples at a time where another input takes %2"), {own, plan.batch}), {},
                  slots[index].name);
    }
    plan.batch = own;
    plan.batchFixed = true;
  }
  return {};
}

}  // namespace

Result<InputPlan> planInputs(const std::vector<InputSlot>& slots, const Dataset* data, const PlanChoices& choices) {
  if (auto feedable = checkFeedable(slots); !feedable) return passOn(feedable);
  InputPlan plan;
  plan.idLimit = choices.idLimit;
  plan.seed = choices.seed;
  plan.batch = choices.batch;
  InputMatch match;
  match.inputs.resize(slots.size());
  if (data != nullptr) {
    auto found = matchInputs(slots, *data);
    if (!found) return passOn(found);
    match = std::move(*found);
    plan.notes = std::move(match.notes);
    if (!data->inferences.empty()) {
      plan.batch = data->samplesPerInference;
      plan.batchFixed = true;
    }
  }

  // What counts samples: the first dimension of what the data feed sample by sample, else of the first input that looks like a batch of something.
  const auto leading = leadingInputs(slots, match, data != nullptr);
  if (auto fixed = fixBatch(slots, leading, plan); !fixed) return passOn(fixed);
  Sizer sizer(choices, plan.batch);
  for (const auto index : leading) {
    if (!slots[index].shape.empty()) sizer.know(slots[index].symbols[0], plan.batch);
  }
  std::vector<std::vector<std::int64_t>> shapes(slots.size());
  for (std::size_t index = 0; index < slots.size(); ++index) {
    const auto& fed = match.inputs[index];
    if (!fed) continue;
    shapes[index] = fed->sample;
    if (fed->perSample() && !slots[index].shape.empty()) shapes[index].insert(shapes[index].begin(), plan.batch);
    for (std::size_t axis = 0; axis < shapes[index].size(); ++axis) sizer.know(slots[index].symbols[axis], shapes[index][axis]);
  }
  std::vector<std::string> synthesised;
  for (std::size_t index = 0; index < slots.size(); ++index) {
    PlannedInput input{slots[index], std::move(shapes[index]), std::move(match.inputs[index]), fillingFor(slots[index])};
    if (!input.fed) {
      input.shape = sizer.shapeOf(slots[index]);
      synthesised.push_back(slots[index].name);
    }
    plan.inputs.push_back(std::move(input));
  }
  if (data != nullptr && !synthesised.empty()) {
    plan.notes.emplace_back(BW_MESSAGE("runtime.inputs_synthesised", "inputs that the data do not hold are synthesised: %1"),
                            std::vector<MessageArgument>{fmt::format("{}", fmt::join(synthesised, ", "))});
  }
  return plan;
}

bool hasFreeSizes(const std::vector<InputSlot>& slots) {
  return std::any_of(slots.begin(), slots.end(), [](const InputSlot& slot) {
    return std::any_of(slot.shape.begin() + (slot.shape.empty() ? 0 : 1), slot.shape.end(), [](std::int64_t size) { return size < 0; });
  });
}

std::int64_t sensibleBatch(const InputPlan& plan) {
  constexpr std::int64_t kMostSamples = 64;
  constexpr std::int64_t kMostValues = std::int64_t{1} << 22U;
  std::int64_t values = 0;
  for (const auto& input : plan.inputs) {
    if (!input.fed || !input.fed->perSample()) continue;
    std::int64_t product = 1;
    for (const auto size : input.fed->sample) product *= std::max<std::int64_t>(1, size);
    values += product;
  }
  return std::clamp<std::int64_t>(kMostValues / std::max<std::int64_t>(1, values), 1, kMostSamples);
}

}  // namespace bitwright
