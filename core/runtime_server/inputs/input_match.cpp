// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/inputs/input_match.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "core/base/saturated_product.h"
#include "core/runtime_server/engine/elements.h"

namespace bitwright {

namespace {

using Shape = std::span<const std::int64_t>;

bool isChannelCount(std::int64_t size) {
  return size == 1 || size == 3 || size == 4;
}

bool takesImages(const InputSlot& slot) {
  const bool number = slot.type == DataType::float32 || slot.type == DataType::float16 ||
                      slot.type == DataType::bfloat16 || slot.type == DataType::float64 || slot.type == DataType::uint8;
  return number && slot.shape.size() >= 2 && slot.shape.size() <= 4;
}

bool takesNumbers(const InputSlot& slot) {
  return slot.form == InputSlot::Form::tensor && feedBytes(slot.type);
}

/// −1 in `slot` is free.
bool dimsAgree(Shape slot, Shape given) {
  return std::equal(slot.begin(), slot.end(), given.begin(), given.end(),
                    [](std::int64_t wanted, std::int64_t size) { return wanted < 0 || wanted == size; });
}

bool allKnown(Shape shape) {
  return std::all_of(shape.begin(), shape.end(), [](std::int64_t size) { return size >= 0; });
}

std::int64_t product(Shape shape) {
  return saturatedProduct(shape);
}

Shape behindFirst(const std::vector<std::int64_t>& shape) {
  return Shape(shape).subspan(shape.empty() ? 0 : 1);
}

/// The row of values as an image of the input's own shape, where that is known.
std::optional<ArrayImageForm> formOfRow(std::int64_t length, const InputSlot& slot, bool unnamed) {
  const auto wanted = behindFirst(slot.shape);
  if (wanted.size() == 1) return unnamed ? std::optional(ArrayImageForm{{1, length, 1}, false}) : std::nullopt;
  if (!allKnown(wanted) || product(wanted) != length) return std::nullopt;
  if (wanted.size() == 2) return ArrayImageForm{{wanted[0], wanted[1], 1}, false};
  if (isChannelCount(wanted[2])) return ArrayImageForm{{wanted[0], wanted[1], wanted[2]}, false};
  return isChannelCount(wanted[0]) ? std::optional(ArrayImageForm{{wanted[1], wanted[2], wanted[0]}, true})
                                   : std::nullopt;
}

/// How the rows of `array` are images for this input; nothing where they are plain numbers.
std::optional<ArrayImageForm> imageForm(const DataArray& array, const InputSlot& slot,
                                        const Preprocessing& preprocessing) {
  if (!array.perSample || !takesImages(slot)) return std::nullopt;
  const auto row = behindFirst(array.shape);
  const auto wanted = behindFirst(slot.shape);
  const bool eightBit = array.type == ArrayType::uint8;
  const bool unnamed = array.name.empty();
  const bool prepared = preprocessing != Preprocessing{} && (wanted.size() == 3 || unnamed || eightBit);
  if (row.size() == 1) {
    const bool table = wanted.size() == 1 && !prepared;  // a row of numbers for a row of numbers
    return (eightBit || prepared) && !table ? formOfRow(row[0], slot, unnamed) : std::nullopt;
  }
  const bool exact = dimsAgree(wanted, row);
  // Numbers whose channels stand elsewhere than the input's are images too: laying them out anew is what layouts are
  // for.
  if (!eightBit && !prepared && (exact || wanted.size() != 3)) return std::nullopt;
  if (row.size() == 2) return ArrayImageForm{{row[0], row[1], 1}, false};
  if (row.size() != 3) return std::nullopt;
  const bool last = isChannelCount(row[2]);
  const bool first = isChannelCount(row[0]);
  if (!last && !first) return std::nullopt;
  const bool channelsFirst = last && first ? exact && wanted.size() == 3 && !isChannelCount(wanted[2]) : first;
  if (channelsFirst) return ArrayImageForm{{row[1], row[2], row[0]}, true};
  return ArrayImageForm{{row[0], row[1], row[2]}, false};
}

std::vector<std::int64_t> imageShape(const InputSlot& slot, const ImageLayout& layout) {
  const auto& [order, channels, height, width, any, bytes] = layout;
  if (slot.shape.size() == 2) return {channels * height * width};
  if (slot.shape.size() == 3) return {height, width};
  if (order == ImageLayout::Order::nchw) return {channels, height, width};
  return {height, width, channels};
}

Result<FedInput> fitImages(const InputSlot& slot, std::shared_ptr<const ImageSource> images,
                           const Preprocessing& preprocessing) {
  auto layout = imageLayout(slot.shape, images->size(), preprocessing);
  if (!layout) {
    layout.error().where = slot.name;
    return passOn(layout);
  }
  layout->takesBytes = slot.type == DataType::uint8;
  FedInput fed;
  fed.by = FedInput::By::images;
  fed.images = std::move(images);
  fed.layout = *layout;
  fed.sample = imageShape(slot, *layout);
  return fed;
}

Failure doesNotFit(const DataArray& array, const InputSlot& slot) {
  if (array.name.empty()) {
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("data.rows_do_not_fit", "data of shape %1 do not fit an input of shape %2"),
                        {shapeText(array.shape), shapeText(slot.shape)}),
                {}, slot.name,
                BW_MESSAGE("data.rows_form",
                           "the first dimension counts samples; labels of a CSV file stand in a last column that its "
                           "header calls label"));
  }
  return fail(
      ErrorKind::input,
      Message(BW_MESSAGE("data.array_does_not_fit", "the array %1 of shape %2 does not fit an input of shape %3"),
              {array.name, shapeText(array.shape), shapeText(slot.shape)}),
      {}, slot.name);
}

Result<FedInput> fitArray(const InputSlot& slot, const DataArray& array, const Preprocessing& preprocessing) {
  if (!takesNumbers(slot)) return doesNotFit(array, slot);
  if (const auto form = imageForm(array, slot, preprocessing)) {
    return fitImages(slot, std::make_shared<ArrayImages>(array, *form), preprocessing);
  }
  FedInput fed;
  fed.array = &array;
  const auto row = array.perSample ? behindFirst(array.shape) : Shape(array.shape);
  const auto wanted = array.perSample ? behindFirst(slot.shape) : Shape(slot.shape);
  const bool flat =
      row.size() <= 1 || (row.size() == wanted.size() + 1 && row.back() == 1);  // what has no order to lose
  const bool scalar = slot.shape.empty() && product(row) == 1;
  if (dimsAgree(wanted, row))
    fed.sample.assign(row.begin(), row.end());
  else if (scalar || (flat && allKnown(wanted) && product(wanted) == product(row)))
    fed.sample.assign(wanted.begin(), wanted.end());
  else
    return doesNotFit(array, slot);
  return fed;
}

/// Where `fit` says yes first, of the inputs with four dimensions, then three, two, one, none.
template <class Fit>
Result<void> feedFirst(const std::vector<InputSlot>& slots, InputMatch& match, Fit&& fit) {
  std::optional<Error> refusal;
  for (const std::size_t rank : {4U, 3U, 2U, 1U, 0U}) {
    for (std::size_t index = 0; index < slots.size(); ++index) {
      if (slots[index].shape.size() != rank) continue;
      Result<FedInput> fed = fit(slots[index]);
      if (fed) {
        match.inputs[index] = std::move(*fed);
        return {};
      }
      if (!refusal) refusal = std::move(fed.error());
    }
  }
  if (refusal) return Failure(std::move(*refusal));
  return fail(ErrorKind::input, BW_MESSAGE("runtime.no_input_for_data", "the model has no input that takes the data"),
              {}, {}, BW_MESSAGE("runtime.leave_data_out", "leave the data out to have inputs synthesised"));
}

template <class List, class Name>
std::string namesOf(const List& list, Name&& name) {
  std::string names;
  for (const auto& each : list) names += (names.empty() ? "" : ", ") + name(each);
  return names.empty() ? "none" : names;
}

Result<void> feedNamed(const std::vector<InputSlot>& slots, const Dataset& data, InputMatch& match) {
  const auto slotOf = [&slots](const std::string& name) {
    return std::find_if(slots.begin(), slots.end(), [&name](const InputSlot& each) { return each.name == name; });
  };
  for (const auto& [name, why] : data.unread) {
    if (slotOf(name) != slots.end()) return Failure(why);
  }
  std::vector<std::string> unused;
  const auto takes = [&slotOf, &slots](const DataArray& array) { return slotOf(array.name) != slots.end(); };
  const bool any = std::any_of(data.arrays.begin(), data.arrays.end(), takes);
  for (const auto& array : data.arrays) {
    // The ids of a text go to the one input there is, whatever it is called.
    const bool only = !any && slots.size() == 1 && !array.offered && data.arrays.back().offered;
    const auto slot = only ? slots.begin() : slotOf(array.name);
    if (slot == slots.end()) {
      if (!array.offered) unused.push_back(array.name);
      continue;
    }
    auto fed = fitArray(*slot, array, data.preprocessing);
    if (!fed) return passOn(fed);
    match.inputs[static_cast<std::size_t>(slot - slots.begin())] = std::move(*fed);
  }
  if (std::none_of(match.inputs.begin(), match.inputs.end(), [](const auto& fed) { return fed.has_value(); })) {
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("data.no_such_inputs",
                                   "no array is named like an input of the model: the arrays are %1, the inputs %2"),
                        {fmt::format("{}", fmt::join(unused, ", ")),
                         namesOf(slots, [](const InputSlot& slot) { return slot.name; })}));
  }
  if (!unused.empty()) {
    match.notes.emplace_back(BW_MESSAGE("data.arrays_unused", "arrays that are no input of the model are left out: %1"),
                             std::vector<MessageArgument>{fmt::format("{}", fmt::join(unused, ", "))});
  }
  return {};
}

Result<void> feedInferences(const std::vector<InputSlot>& slots, const Dataset& data, InputMatch& match) {
  for (const auto& inference : data.inferences) {
    if (inference.size() > slots.size()) {
      return fail(ErrorKind::input,
                  Message(BW_MESSAGE("data.too_many_inputs", "the test data have %1 inputs, the model has %2"),
                          {static_cast<std::int64_t>(inference.size()), static_cast<std::int64_t>(slots.size())}));
    }
    if (const auto first = data.inferences.front().size(); inference.size() != first) {
      return fail(ErrorKind::input,
                  Message(BW_MESSAGE("data.uneven_inputs", "the first set of test data has %1 inputs, another has %2"),
                          {static_cast<std::int64_t>(first), static_cast<std::int64_t>(inference.size())}));
    }
    for (std::size_t index = 0; index < inference.size(); ++index) {
      if (!takesNumbers(slots[index]) || !dimsAgree(slots[index].shape, inference[index].shape))
        return doesNotFit(inference[index], slots[index]);
    }
  }
  for (std::size_t index = 0; index < data.inferences.front().size(); ++index) {
    auto& fed = match.inputs[index].emplace();
    fed.by = FedInput::By::inference;
    fed.sample = data.inferences.front()[index].shape;
  }
  return {};
}

}  // namespace

Result<InputMatch> matchInputs(const std::vector<InputSlot>& slots, const Dataset& data) {
  InputMatch match;
  match.inputs.resize(slots.size());
  Result<void> done;
  if (data.images != nullptr) {
    done = feedFirst(slots, match, [&data](const InputSlot& slot) -> Result<FedInput> {
      if (takesImages(slot)) return fitImages(slot, data.images, data.preprocessing);
      return fail(ErrorKind::input, BW_MESSAGE("runtime.no_image_input", "the model has no input that takes images"),
                  {}, slot.name, BW_MESSAGE("runtime.leave_data_out", "leave the data out to have inputs synthesised"));
    });
  } else if (!data.inferences.empty()) {
    done = feedInferences(slots, data, match);
  } else if (data.arrays.size() == 1 && data.arrays.front().name.empty()) {
    done = feedFirst(slots, match, [&data](const InputSlot& slot) {
      return fitArray(slot, data.arrays.front(), data.preprocessing);
    });
  } else {
    done = feedNamed(slots, data, match);
  }
  if (!done) return passOn(done);
  return match;
}

}  // namespace bitwright
