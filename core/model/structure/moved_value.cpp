// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/structure/moved_value.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

#include "core/base/saturated_product.h"
#include "core/model/structure/scopes.h"
#include "core/model/structure/weight_use.h"

namespace bitwright {

namespace {

using Sizes = std::vector<std::int64_t>;

constexpr std::int64_t kUnknown = -1;
constexpr std::int64_t kMostJoined = std::numeric_limits<std::int64_t>::max();

/// An attribute's integers, or, from the opset on where it became an input, those stored there.
std::optional<Sizes> givenIntegers(const onnx::NodeProto& node, const char* name, int input,
                                   const OtherInputs& others) {
  if (const auto* attribute = findAttribute(node, name))
    return Sizes(attribute->ints().begin(), attribute->ints().end());
  if (input >= node.input_size() || node.input(input).empty()) return std::nullopt;
  return others.integers(node.input(input));
}

/// `axes` counted from the front, sorted; nothing where one is not among `rank`.
std::optional<Sizes> fromFront(Sizes axes, std::int64_t rank) {
  for (auto& axis : axes) {
    if (axis < -rank || axis >= rank) return std::nullopt;
    if (axis < 0) axis += rank;
  }
  std::sort(axes.begin(), axes.end());
  return axes;
}

bool hasUnknown(const Sizes& sizes) {
  return std::any_of(sizes.begin(), sizes.end(), [](std::int64_t size) { return size < 0; });
}

std::vector<std::size_t> longAxes(const Sizes& shape) {
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at < shape.size(); ++at) {
    if (shape[at] != 1) found.push_back(at);
  }
  return found;
}

/// The same elements in another shape: an axis stays one where the sizes before it and behind it are the same.
MovedValue reshaped(const MovedValue& from, Sizes shape) {
  MovedValue value{std::move(shape), {}, 0};
  value.axes.assign(value.shape.size(), -1);
  const auto before = longAxes(from.shape);
  const auto after = longAxes(value.shape);
  const auto unclear = [](const Sizes& sizes) {
    return std::any_of(sizes.begin(), sizes.end(), [](std::int64_t size) { return size < 1; });
  };
  if (unclear(from.shape) || unclear(value.shape)) return value;
  std::size_t in = 0;
  std::size_t out = 0;
  while (in < before.size() && out < after.size()) {
    const auto firstIn = in;
    const auto firstOut = out;
    std::int64_t left = from.shape[before[in++]];
    std::int64_t right = value.shape[after[out++]];
    while (left != right) {
      if (left < right && in < before.size())
        left = saturatedProduct({left, from.shape[before[in++]]});
      else if (right < left && out < after.size())
        right = saturatedProduct({right, value.shape[after[out++]]});
      else
        return value;  // not as many elements
    }
    if (in == firstIn + 1 && out == firstOut + 1) value.axes[after[firstOut]] = from.axes[before[firstIn]];
  }
  return value;
}

std::optional<MovedValue> throughReshape(const onnx::NodeProto& node, const MovedValue& from,
                                         const OtherInputs& others) {
  auto shape = givenIntegers(node, "shape", 1, others);
  if (!shape) {
    auto known = others.shape(node.output(0));
    return known ? std::optional(reshaped(from, std::move(*known))) : std::nullopt;
  }
  const bool copies = integerAttribute(node, "allowzero", 0) == 0;
  Sizes given;
  std::size_t open = shape->size();
  for (std::size_t at = 0; at < shape->size(); ++at) {
    auto& size = (*shape)[at];
    if (size == 0 && copies) size = at < from.shape.size() ? from.shape[at] : kUnknown;
    if (size == kUnknown)
      open = at;
    else
      given.push_back(size);
  }
  if (open < shape->size() && !hasUnknown(from.shape)) {
    const auto elements = saturatedProduct(from.shape);
    const auto rest = saturatedProduct(given);
    if (rest > 0 && elements % rest == 0) (*shape)[open] = elements / rest;
  }
  return reshaped(from, std::move(*shape));
}

std::optional<MovedValue> throughFlatten(const onnx::NodeProto& node, const MovedValue& from) {
  const auto rank = static_cast<std::int64_t>(from.shape.size());
  auto axis = integerAttribute(node, "axis", 1);
  if (axis < 0) axis += rank;
  if (axis < 0 || axis > rank || hasUnknown(from.shape)) return std::nullopt;
  const std::span<const std::int64_t> sizes(from.shape);
  const auto middle = static_cast<std::size_t>(axis);
  return reshaped(from, {saturatedProduct(sizes.first(middle)), saturatedProduct(sizes.subspan(middle))});
}

std::optional<MovedValue> throughUnsqueeze(const onnx::NodeProto& node, const MovedValue& from,
                                           const OtherInputs& others) {
  auto given = givenIntegers(node, "axes", 1, others);
  if (!given) return std::nullopt;
  const auto rank = from.shape.size() + given->size();
  const auto axes = fromFront(std::move(*given), static_cast<std::int64_t>(rank));
  if (!axes) return std::nullopt;
  MovedValue value;
  std::size_t next = 0;
  for (std::size_t at = 0; at < rank; ++at) {
    const bool isNew = std::binary_search(axes->begin(), axes->end(), static_cast<std::int64_t>(at));
    if (!isNew && next >= from.shape.size()) return std::nullopt;  // an axis is named twice
    value.shape.push_back(isNew ? 1 : from.shape[next]);
    value.axes.push_back(isNew ? -1 : from.axes[next++]);
  }
  return value;
}

std::optional<MovedValue> throughSqueeze(const onnx::NodeProto& node, const MovedValue& from,
                                         const OtherInputs& others) {
  auto given = givenIntegers(node, "axes", 1, others);
  if (!given) {
    if (node.input_size() > 1 && !node.input(1).empty()) return std::nullopt;
    given.emplace();  // all of size 1
    for (std::size_t at = 0; at < from.shape.size(); ++at) {
      if (from.shape[at] == kUnknown) return std::nullopt;
      if (from.shape[at] == 1) given->push_back(static_cast<std::int64_t>(at));
    }
  }
  const auto axes = fromFront(std::move(*given), static_cast<std::int64_t>(from.shape.size()));
  if (!axes) return std::nullopt;
  MovedValue value;
  for (std::size_t at = 0; at < from.shape.size(); ++at) {
    if (std::binary_search(axes->begin(), axes->end(), static_cast<std::int64_t>(at))) continue;
    value.shape.push_back(from.shape[at]);
    value.axes.push_back(from.axes[at]);
  }
  return value;
}

/// Elements of [start, end) by `step` of an axis, as Slice counts them.
std::int64_t cutSize(std::int64_t size, std::int64_t start, std::int64_t end, std::int64_t step) {
  if (size < 0 || step == 0) return kUnknown;
  step = std::max(step, -std::numeric_limits<std::int64_t>::max());
  start = start < 0 ? std::max(start, -size) + size : start;
  end = end < 0 ? std::max(end, -size - 1) + size : end;
  start = std::clamp<std::int64_t>(start, 0, step > 0 ? size : size - 1);
  end = std::clamp<std::int64_t>(end, step > 0 ? 0 : -1, step > 0 ? size : size - 1);
  const auto length = step > 0 ? end - start : start - end;
  const auto stride = step > 0 ? step : -step;
  return length <= 0 ? 0 : (length - 1) / stride + 1;
}

MovedValue throughSlice(const onnx::NodeProto& node, const MovedValue& from, const OtherInputs& others) {
  MovedValue value = from;
  const auto rank = static_cast<std::int64_t>(from.shape.size());
  const auto starts = givenIntegers(node, "starts", 1, others);
  const auto ends = givenIntegers(node, "ends", 2, others);
  auto axes = givenIntegers(node, "axes", 3, others);
  auto steps = givenIntegers(node, "steps", 4, others);
  const auto left = [&node](int input) { return input >= node.input_size() || node.input(input).empty(); };
  if (!axes && left(3) && starts) {
    axes.emplace(starts->size());
    std::iota(axes->begin(), axes->end(), std::int64_t{0});
  }
  if (!steps && left(4) && starts) steps.emplace(starts->size(), 1);
  if (!axes || !starts || !ends || !steps || starts->size() != axes->size() || ends->size() != axes->size() ||
      steps->size() != axes->size()) {
    value.shape.assign(value.shape.size(), kUnknown);
    return value;
  }
  for (std::size_t each = 0; each < axes->size(); ++each) {
    const auto axis = (*axes)[each] < 0 ? (*axes)[each] + rank : (*axes)[each];
    if (axis < 0 || axis >= rank) continue;
    auto& size = value.shape[static_cast<std::size_t>(axis)];
    size = cutSize(size, (*starts)[each], (*ends)[each], (*steps)[each]);
  }
  return value;
}

std::vector<MovedValue> throughSplit(const onnx::NodeProto& node, const MovedValue& from, const OtherInputs& others) {
  const auto rank = static_cast<std::int64_t>(from.shape.size());
  auto axis = integerAttribute(node, "axis", 0);
  if (axis < 0) axis += rank;
  if (axis < 0 || axis >= rank) return {};
  const auto sizes = givenIntegers(node, "split", 1, others);
  const bool equal = node.input_size() < 2 && !sizes;
  std::vector<MovedValue> values;
  for (int output = 0; output < node.output_size(); ++output) {
    auto value = from;
    value.output = output;
    auto& size = value.shape[static_cast<std::size_t>(axis)];
    if (sizes && static_cast<std::size_t>(output) < sizes->size())
      size = (*sizes)[static_cast<std::size_t>(output)];
    else
      size = equal && size >= 0 && size % node.output_size() == 0 ? size / node.output_size() : kUnknown;
    values.push_back(std::move(value));
  }
  return values;
}

std::optional<MovedValue> throughGather(const onnx::NodeProto& node, const MovedValue& from,
                                        const OtherInputs& others) {
  const auto rank = static_cast<std::int64_t>(from.shape.size());
  auto axis = integerAttribute(node, "axis", 0);
  if (axis < 0) axis += rank;
  if (axis < 0 || axis >= rank || node.input_size() < 2 || !others.stored(node.input(1))) return std::nullopt;
  const auto indices = others.shape(node.input(1));
  if (!indices || indices->size() > 1) return std::nullopt;
  auto value = from;
  if (!indices->empty()) {
    value.shape[static_cast<std::size_t>(axis)] = indices->front();
    return value;
  }
  value.shape.erase(value.shape.begin() + axis);
  value.axes.erase(value.axes.begin() + axis);
  return value;
}

std::optional<MovedValue> throughConcat(const onnx::NodeProto& node, const MovedValue& from,
                                        const OtherInputs& others) {
  const auto rank = static_cast<std::int64_t>(from.shape.size());
  auto axis = integerAttribute(node, "axis", 0);
  if (axis < 0) axis += rank;
  if (axis < 0 || axis >= rank) return std::nullopt;
  if (!std::all_of(node.input().begin(), node.input().end(), others.stored)) return std::nullopt;
  auto value = from;
  auto& size = value.shape[static_cast<std::size_t>(axis)];
  size = 0;
  for (const auto& input : node.input()) {
    const auto part = others.shape(input);
    const auto own = part && part->size() == from.shape.size() ? (*part)[static_cast<std::size_t>(axis)] : kUnknown;
    size = size < 0 || own < 0 || own > kMostJoined - size ? kUnknown : size + own;
  }
  return value;
}

/// Only the operand that has the result's shape: the other is its scale.
std::optional<MovedValue> throughFactor(const onnx::NodeProto& node, int input, const MovedValue& from,
                                        const OtherInputs& others) {
  if (node.input_size() != 2 || (node.op_type() == "Div" && input != 0)) return std::nullopt;
  const auto& factor = node.input(1 - input);
  const auto shape = others.stored(factor) ? others.shape(factor) : std::nullopt;
  if (!shape || shape->size() > from.shape.size()) return std::nullopt;
  const auto first = from.shape.size() - shape->size();
  for (std::size_t at = 0; at < shape->size(); ++at) {
    if ((*shape)[at] != 1 && (*shape)[at] != from.shape[first + at]) return std::nullopt;
  }
  return from;
}

bool makesFloats(const onnx::NodeProto& cast) {
  const auto to = integerAttribute(cast, "to", 0);
  return to == onnx::TensorProto::FLOAT || to == onnx::TensorProto::FLOAT16 || to == onnx::TensorProto::DOUBLE ||
         to == onnx::TensorProto::BFLOAT16;
}

std::optional<MovedValue> through(const onnx::NodeProto& node, int input, const MovedValue& from,
                                  const OtherInputs& others) {
  const auto& op = node.op_type();
  if (op == "Concat") return throughConcat(node, from, others);
  if (op == "Mul" || op == "Div") return throughFactor(node, input, from, others);
  if (input != 0) return std::nullopt;
  if (const auto permutation = passedOn(node, static_cast<int>(from.shape.size()))) {
    MovedValue value;
    for (const int axis : *permutation) {
      value.shape.push_back(from.shape[static_cast<std::size_t>(axis)]);
      value.axes.push_back(from.axes[static_cast<std::size_t>(axis)]);
    }
    return value;
  }
  if (op == "Cast") return makesFloats(node) ? std::optional(from) : std::nullopt;
  if (op == "Reshape") return throughReshape(node, from, others);
  if (op == "Flatten") return throughFlatten(node, from);
  if (op == "Unsqueeze") return throughUnsqueeze(node, from, others);
  if (op == "Squeeze") return throughSqueeze(node, from, others);
  if (op == "Slice") return throughSlice(node, from, others);
  if (op == "Gather") return throughGather(node, from, others);
  return std::nullopt;
}

}  // namespace

std::vector<MovedValue> movedOn(const onnx::NodeProto& node, int input, const MovedValue& from,
                                const OtherInputs& others) {
  if (!isDefaultDomain(node.domain())) return {};
  if (node.op_type() == "Split" && input == 0) return throughSplit(node, from, others);
  if (node.output_size() != 1) return {};
  auto value = through(node, input, from, others);
  if (!value) return {};
  value->output = 0;
  return {std::move(*value)};
}

}  // namespace bitwright
