// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// The operators that put values at positions, by their pages: Where, CumSum, ConstantOfShape and ScatterElements.
#include <algorithm>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

#include "core/export/array.h"
#include "core/export/array_checks.h"

namespace bitwright {

namespace {

using Dims = std::vector<std::int64_t>;

/// The elements of an int32 or int64 array.
std::optional<std::vector<std::int64_t>> wholeNumbers(const Array& value) {
  if (const auto* wide = std::get_if<std::vector<std::int64_t>>(&value.values)) return *wide;
  if (const auto* narrow = std::get_if<std::vector<std::int32_t>>(&value.values)) return std::vector<std::int64_t>(narrow->begin(), narrow->end());
  return std::nullopt;
}

}  // namespace

Result<Array> chooseArrays(const Array& condition, const Array& then, const Array& otherwise) {
  const auto fits = [&](const Array& value) { return value.dims.empty() || value.dims == condition.dims; };
  if (condition.type != DataType::boolean || then.type != otherwise.type || !fits(then) || !fits(otherwise)) return badOperands("Where");
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
  if (!along || along->size() != 1 || (along->front() != 0 && along->front() != -1) || value.dims.size() != 1) return badOperands("CumSum");
  return std::visit(
      [&](auto& held) -> Result<Array> {
        using T = typename std::decay_t<decltype(held)>::value_type;
        if constexpr (!std::is_same_v<T, std::int32_t> && !std::is_same_v<T, std::int64_t>) {
          return badOperands("CumSum");
        } else {
          T sum = 0;
          for (auto& each : held) {
            const bool over = each > 0 ? sum > std::numeric_limits<T>::max() - each : sum < std::numeric_limits<T>::min() - each;
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
  const auto rank = static_cast<std::int64_t>(data.dims.size());
  const auto places = wholeNumbers(indices);
  if (axis < 0) axis += rank;
  const bool shaped = updates.type == data.type && indices.dims == updates.dims && static_cast<std::int64_t>(indices.dims.size()) == rank;
  if (!places || !shaped || axis < 0 || axis >= rank) return badOperands("ScatterElements");
  for (std::size_t i = 0; i < data.dims.size(); ++i) {
    if (static_cast<std::int64_t>(i) != axis && indices.dims[i] > data.dims[i]) return badOperands("ScatterElements");
  }
  const auto extent = data.dims[static_cast<std::size_t>(axis)];
  return std::visit(
      [&](auto& held) -> Result<Array> {
        const auto& from = std::get<std::decay_t<decltype(held)>>(updates.values);
        for (std::size_t i = 0; i < from.size(); ++i) {
          auto place = (*places)[i];
          if (place < 0) place += extent;
          if (place < 0 || place >= extent) return badOperands("ScatterElements");
          auto rest = static_cast<std::int64_t>(i);
          std::int64_t to = 0;
          std::int64_t step = 1;
          for (auto at = rank; at-- > 0;) {
            const auto index = static_cast<std::size_t>(at);
            to += (at == axis ? place : rest % indices.dims[index]) * step;
            rest /= indices.dims[index];
            step *= data.dims[index];
          }
          held[static_cast<std::size_t>(to)] = from[i];
        }
        return std::move(data);
      },
      data.values);
}

}  // namespace bitwright
