// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/inputs/input_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/text/ascii.h"
#include "core/base/text/one_of.h"
#include "core/runtime/values/input_shape.h"
#include "core/runtime_server/inputs/free_sizes.h"

namespace bitwright {

namespace {

const InputHint* hintFor(const PlanChoices& choices, const std::string& input) {
  if (choices.hints == nullptr) return nullptr;
  const auto found = choices.hints->find(input);
  return found != choices.hints->end() ? &found->second : nullptr;
}

/// A whole number that counts positions, as it is called where sequences are padded.
bool countsPositions(const InputSlot& slot, const std::string& name) {
  const bool whole = slot.type == DataType::int64 || slot.type == DataType::int32;
  return whole && slot.shape.size() <= 1 && containsAny(name, {"length", "seq_len", "seqlen"});
}

Filling fillingFor(const InputSlot& slot) {
  const auto name = asciiLowered(slot.name);
  if (containsAny(name, {"state", "hidden", "past", "cache", "initial_h", "initial_c", "h0", "c0"}))
    return Filling::zeros;
  if (name == "h" || name == "c") return Filling::zeros;
  if (containsAny(name, {"mask"})) return Filling::ones;
  if (containsAny(name, {"token_type", "segment_ids"})) return Filling::zeros;
  if (countsPositions(slot, name)) return Filling::number;
  if (isFloatingWeight(slot.type))
    return slot.shape.size() >= 4 || slot.shape.empty() ? Filling::unit : Filling::normal;
  if (slot.type == DataType::boolean) return slot.shape.empty() ? Filling::zeros : Filling::bits;
  const bool narrow = slot.type == DataType::uint8 || slot.type == DataType::int8;
  return narrow && slot.shape.size() >= 2 ? Filling::bytes : Filling::ids;
}

/// Inputs without a shape get that of what they are fed with, else what the model's nodes tell, else a guess.
std::vector<InputSlot> withRanks(std::vector<InputSlot> slots, const Dataset* data, const PlanChoices& choices) {
  const auto rankOf = [&](std::size_t index) -> std::size_t {
    const auto& slot = slots[index];
    if (data != nullptr && !data->inferences.empty() && index < data->inferences.front().size())
      return data->inferences.front()[index].shape.size();
    if (data != nullptr && data->images != nullptr && slots.size() == 1) return 4;
    if (data != nullptr) {
      for (const auto& array : data->arrays) {
        if (array.name == slot.name || (array.name.empty() && slots.size() == 1)) return array.shape.size();
      }
    }
    const auto* hint = hintFor(choices, slot.name);
    return hint != nullptr && !hint->shape.empty() ? hint->shape.size() : choices.rank;
  };
  for (std::size_t index = 0; index < slots.size(); ++index) {
    auto& slot = slots[index];
    if (slot.hasShape || (slot.form != InputSlot::Form::tensor && slot.form != InputSlot::Form::sequence)) continue;
    slot.shape.assign(rankOf(index), -1);
    slot.symbols.assign(slot.shape.size(), {});
  }
  return slots;
}

/// Gives inputs the sizes that were asked for, and tells `sizer` what their names stand for then.
Result<void> setShapes(const PlanChoices& choices, std::vector<InputSlot>& slots, FreeSizes& sizer) {
  for (const auto& asked : choices.shapes) {
    const auto slot =
        std::find_if(slots.begin(), slots.end(), [&](const auto& each) { return each.name == asked.name; });
    if (auto taken = checkShape(asked, slot == slots.end() ? nullptr : &slot->shape); !taken) return taken;
    for (std::size_t axis = 0; axis < asked.dims.size(); ++axis) sizer.know(slot->symbols[axis], asked.dims[axis]);
    slot->shape = asked.dims;
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
      return fail(
          ErrorKind::input,
          Message(BW_MESSAGE("runtime.batches_differ", "takes %1 samples at a time where another input takes %2"),
                  {own, plan.batch}),
          {}, slots[index].name);
    }
    plan.batch = own;
    plan.batchFixed = true;
  }
  return {};
}

/// Whole numbers that count positions get the number of those there are.
void setNumbers(const PlanChoices& choices, InputPlan& plan) {
  std::int64_t own = choices.length;
  std::int64_t past = 0;
  bool found = false;
  for (const auto& input : plan.inputs) {
    const auto* hint = hintFor(choices, input.slot.name);
    if (hint != nullptr && hint->pastAxis >= 0 && static_cast<std::size_t>(hint->pastAxis) < input.shape.size()) {
      past = input.shape[static_cast<std::size_t>(hint->pastAxis)];
    } else if (!found && input.shape.size() >= 2 && input.filling != Filling::zeros &&
               input.slot.form == InputSlot::Form::tensor) {
      own = input.shape[1];
      found = true;
    }
  }
  for (auto& input : plan.inputs) {
    const auto* hint = hintFor(choices, input.slot.name);
    const auto holds = hint != nullptr ? hint->holds : InputHint::Holds::anything;
    if (holds != InputHint::Holds::anything) input.filling = Filling::number;
    if (holds == InputHint::Holds::anything)
      input.number = own;
    else
      input.number = std::max<std::int64_t>(0, own + past - (holds == InputHint::Holds::lastPosition ? 1 : 0));
  }
}

}  // namespace

Result<InputPlan> planInputs(const std::vector<InputSlot>& declared, const Dataset* data, const PlanChoices& choices) {
  auto slots = withRanks(declared, data, choices);
  FreeSizes sizer(choices, choices.batch);
  if (auto shaped = setShapes(choices, slots, sizer); !shaped) return passOn(shaped);
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

  // What counts samples: the first dimension of what the data feed sample by sample, else of the first input that looks
  // like a batch of something.
  const auto leading = leadingInputs(slots, match, data != nullptr);
  if (auto fixed = fixBatch(slots, leading, plan); !fixed) return passOn(fixed);
  sizer.setBatch(plan.batch);
  for (const auto index : leading) {
    if (!slots[index].shape.empty()) sizer.know(slots[index].symbols[0], plan.batch);
  }
  std::vector<std::vector<std::int64_t>> shapes(slots.size());
  for (std::size_t index = 0; index < slots.size(); ++index) {
    const auto& fed = match.inputs[index];
    if (!fed) continue;
    shapes[index] = fed->sample;
    if (fed->perSample() && !slots[index].shape.empty()) shapes[index].insert(shapes[index].begin(), plan.batch);
    for (std::size_t axis = 0; axis < shapes[index].size(); ++axis)
      sizer.know(slots[index].symbols[axis], shapes[index][axis]);
  }
  sizer.solveSums();
  std::vector<std::string> synthesised;
  for (std::size_t index = 0; index < slots.size(); ++index) {
    PlannedInput input{slots[index], std::move(shapes[index]), std::move(match.inputs[index]),
                       fillingFor(slots[index])};
    if (!input.fed) {
      const bool counts = std::find(leading.begin(), leading.end(), index) != leading.end();
      input.shape = sizer.shapeOf(slots[index], hintFor(choices, slots[index].name), counts);
      synthesised.push_back(slots[index].name);
    }
    plan.inputs.push_back(std::move(input));
  }
  setNumbers(choices, plan);
  if (data != nullptr && !synthesised.empty()) {
    plan.notes.emplace_back(
        BW_MESSAGE("runtime.inputs_synthesised", "inputs that the data do not hold are synthesised: %1"),
        std::vector<MessageArgument>{fmt::format("{}", fmt::join(synthesised, ", "))});
  }
  return plan;
}

bool hasFreeSizes(const std::vector<InputSlot>& slots) {
  return std::any_of(slots.begin(), slots.end(), [](const InputSlot& slot) {
    return !slot.hasShape || std::any_of(slot.shape.begin() + (slot.shape.empty() ? 0 : 1), slot.shape.end(),
                                         [](std::int64_t size) { return size < 0; });
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
