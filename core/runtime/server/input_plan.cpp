// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/server/input_plan.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "core/runtime/server/elements.h"

namespace bitwright {

namespace {

bool isFloat(DataType type) {
  return type == DataType::float32 || type == DataType::float16 || type == DataType::bfloat16 || type == DataType::float64;
}

std::string lowered(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char character) { return static_cast<char>(std::tolower(character)); });
  return text;
}

bool containsAny(const std::string& text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(), [&text](std::string_view part) { return text.find(part) != std::string::npos; });
}

bool namesBatch(const std::string& symbol) {
  const auto name = lowered(symbol);
  return name == "n" || name == "b" || name.find("batch") != std::string::npos;
}

Filling fillingFor(const InputSlot& slot) {
  const auto name = lowered(slot.name);
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

/// The input that takes images: of those with four dimensions the first that fits, else with three, else with two.
Result<std::size_t> imageInput(const std::vector<InputSlot>& slots, const ImageSet& images) {
  std::optional<Error> refusal;
  for (const std::size_t rank : {4U, 3U, 2U}) {
    for (std::size_t index = 0; index < slots.size(); ++index) {
      if (slots[index].shape.size() != rank || !(isFloat(slots[index].type) || slots[index].type == DataType::uint8)) continue;
      auto layout = imageLayout(slots[index].shape, images);
      if (layout) return index;
      if (!refusal) {
        refusal = std::move(layout.error());
        refusal->where = slots[index].name;
      }
    }
  }
  if (refusal) return Failure(std::move(*refusal));
  return fail(ErrorKind::input, BW_MESSAGE("runtime.no_image_input", "the model has no input that takes images"), {}, {},
              BW_MESSAGE("runtime.leave_data_out", "leave the data out to have inputs synthesised"));
}

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

}  // namespace

Result<InputPlan> planInputs(const std::vector<InputSlot>& slots, const ImageSet* images, const PlanChoices& choices) {
  if (auto feedable = checkFeedable(slots); !feedable) return passOn(feedable);
  InputPlan plan;
  plan.idLimit = choices.idLimit;
  plan.seed = choices.seed;

  // The input whose first dimension counts samples: that of the images, else the first that looks like a batch of something.
  std::size_t leading = slots.size();
  if (images != nullptr) {
    auto found = imageInput(slots, *images);
    if (!found) return passOn(found);
    leading = *found;
  } else {
    for (const std::size_t rank : {2U, 1U}) {
      for (std::size_t index = 0; index < slots.size() && leading == slots.size(); ++index) {
        if (slots[index].shape.size() >= rank && fillingFor(slots[index]) != Filling::zeros) leading = index;
      }
    }
  }
  plan.batch = choices.batch;
  if (leading < slots.size() && slots[leading].shape[0] >= 0) {
    plan.batch = std::max<std::int64_t>(1, slots[leading].shape[0]);
    plan.batchFixed = true;
  }

  Sizer sizer(choices, plan.batch);
  if (leading < slots.size() && !slots[leading].shape.empty()) sizer.know(slots[leading].symbols[0], plan.batch);
  for (std::size_t index = 0; index < slots.size(); ++index) {
    PlannedInput input{slots[index], {}, std::nullopt, fillingFor(slots[index])};
    if (images != nullptr && index == leading) {
      auto layout = imageLayout(input.slot.shape, *images);
      if (!layout) return passOn(layout);
      const auto [order, channels, height, width] = *layout;
      if (input.slot.shape.size() == 4 && order == ImageLayout::Order::nchw)
        input.shape = {plan.batch, channels, height, width};
      else if (input.slot.shape.size() == 4)
        input.shape = {plan.batch, height, width, channels};
      else if (input.slot.shape.size() == 3)
        input.shape = {plan.batch, height, width};
      else
        input.shape = {plan.batch, channels * height * width};
      for (std::size_t axis = 1; axis < input.shape.size(); ++axis) sizer.know(input.slot.symbols[axis], input.shape[axis]);
      input.image = *layout;
    } else {
      input.shape = sizer.shapeOf(slots[index]);
    }
    plan.inputs.push_back(std::move(input));
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
  std::int64_t values = 1;
  for (const auto& input : plan.inputs) {
    if (input.image) values = input.image->channels * input.image->height * input.image->width;
  }
  return std::clamp<std::int64_t>(kMostValues / std::max<std::int64_t>(1, values), 1, kMostSamples);
}

}  // namespace bitwright
