// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// The operators that put values at positions or take them from there, by their pages: Where, CumSum, ConstantOfShape,
// ScatterElements and Split.
#include <algorithm>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

#include "core/export/interpreter/array.h"
#include "core/export/interpreter/array_checks.h"

namespace bitwright {

namespace {

using Dims = std::vector<std::int64_t>;

/// The elements of an int32 or int64 array.
std::optional<std::vector<std::int64_t>> wholeNumbers(const Array& value) {
  if (const auto* wide = std::get_if<std::vector<std::int64_t>>(&value.values)) return *wide;
  if (const auto* narrow = std::get_if<std::vector<std::int32_t>>(&value.values))
    return std::vector<std::int64_t>(narrow->begin(), narrow->end());
  return std::nullopt;
}

/// Flat indices into `dims` of what ScatterElements names: element i's own place in `indexDims`, but along `axis`
/// places[i]. Nothing where one lies outside.
std::optional<std::vector<std::size_t>> elementPlaces(const Dims& dims, const Dims& indexDims,
                                                      const std::vector<std::int64_t>& places, std::int64_t axis) {
  const auto rank = static_cast<std::int64_t>(dims.size());
  if (axis < 0) axis += rank;
  if (static_cast<std::int64_t>(indexDims.size()) != rank || axis < 0 || axis >= rank) return std::nullopt;
  for (std::size_t i = 0; i < dims.size(); ++i) {
    if (static_cast<std::int64_t>(i) != axis && indexDims[i] > dims[i]) return std::nullopt;
  }
  const auto extent = dims[static_cast<std::size_t>(axis)];
  std::vector<std::size_t> result(places.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto place = places[i] < 0 ? places[i] + extent : places[i];
    if (place < 0 || place >= extent) return std::nullopt;
    auto rest = static_cast<std::int64_t>(i);
    std::int64_t to = 0;
    std::int64_t step = 1;
    for (auto at = rank; at-- > 0;) {
      const auto index = static_cast<std::size_t>(at);
      to += (at == axis ? place : rest % indexDims[index]) * step;
      rest /= indexDims[index];
      step *= dims[index];
    }
    result[i] = static_cast<std::size_t>(to);
  }
  return result;
}

}  // namespace

Result<Array> chooseArrays(const Array& condition, const Array& then, const Array& otherwise) {
  const auto fits = [&](const Array& value) { return value.dims.empty() || value.dims == condition.dims; };
  if (condition.type != DataType::boolean || then.type != otherwise.type || !fits(then) || !fits(otherwise))
    return badOperands("Where");
  const auto& holds = std::get<std::vector<std::uint8_t>>(condition.values);
  return std::visit(
      [&](const auto& first) -> Result<Array> {
        const auto& second = std::get<std::decay_t<decltype(first)>>(otherwise.values);
        std::decay_t<decltype(first)> out(holds.size());
        for (std::size_t i = 0; i < out.size(); ++i)
          out[i] = holds[i] != 0 ? first[then.dims.empty() ? 0 : i] : second[otherwise.dims.empty() ? 0 : i];
        return Array{then.type, condition.dims, std::move(out)};
      },
      then.values);
}

Result<Array> cumulateArray(Array value, const Array& axis, bool exclusive) {
  const auto along = wholeNumbers(axis);
  if (!along || along->size() != 1 || (along->front() != 0 && along->front() != -1) || value.dims.size() != 1)
    return badOperands("CumSum");
  return std::visit(
      [&](auto& held) -> Result<Array> {
        using T = typename std::decay_t<decltype(held)>::value_type;
        if constexpr (!std::is_same_v<T, std::int32_t> && !std::is_same_v<T, std::int64_t>) {
          return badOperands("CumSum");
        } else {
          T sum = 0;
          for (auto& each : held) {
            const bool over =
                each > 0 ? sum > std::numeric_limits<T>::max() - each : sum < std::numeric_limits<T>::min() - each;
            if (over) return badOperands("CumSum");
            const auto before = sum;
            sum = static_cast<T>(sum + each);
            each = exclusive ? before : sum;
          }
          return std::move(value);
        }
      },
      value.values);
}

Result<Array> zerosOfShape(const Array& shape, std::int64_t limit) {
  const auto* dims = std::get_if<std::vector<std::int64_t>>(&shape.values);
  if (dims == nullptr || shape.dims.size() != 1) return badOperands("ConstantOfShape");
  const auto size = checkedSize(*dims, limit);
  if (!size) return fail(ErrorKind::input, size.error().what);
  return Array{DataType::float32, *dims, std::vector<float>(static_cast<std::size_t>(*size), 0.0F)};
}

Result<Array> scatterArray(Array data, const Array& indices, const Array& updates, std::int64_t axis) {
  const auto places = wholeNumbers(indices);
  if (!places || updates.type != data.type || indices.dims != updates.dims) return badOperands("ScatterElements");
  const auto at = elementPlaces(data.dims, indices.dims, *places, axis);
  if (!at) return badOperands("ScatterElements");
  return std::visit(
      [&](auto& held) -> Result<Array> {
        const auto& from = std::get<std::decay_t<decltype(held)>>(updates.values);
        for (std::size_t i = 0; i < from.size(); ++i) held[(*at)[i]] = from[i];
        return std::move(data);
      },
      data.values);
}

Result<std::vector<Array>> splitArray(const Array& value, std::vector<std::int64_t> sizes, std::int64_t outputs) {
  if (value.dims.empty() || outputs < 1) return badOperands("Split");
  const auto extent = value.dims.front();
  if (sizes.empty()) {
    const auto part = (extent + outputs - 1) / outputs;
    for (std::int64_t i = 0; i < outputs; ++i) sizes.push_back(std::clamp<std::int64_t>(extent - i * part, 0, part));
  }
  std::int64_t sum = 0;
  for (const auto size : sizes) {
    if (size < 0 || size > extent - sum) return badOperands("Split");
    sum += size;
  }
  if (sum != extent || static_cast<std::int64_t>(sizes.size()) != outputs) return badOperands("Split");
  std::vector<Array> parts;
  sum = 0;
  for (const auto size : sizes) {
    auto part = sliceArray(value, 0, sum, sum + size);
    if (!part) return passOn(part);
    parts.push_back(std::move(*part));
    sum += size;
  }
  return parts;
}

}  // namespace bitwright
