// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

#include "core/export/interpreter/array.h"
#include "core/export/interpreter/array_checks.h"

namespace bitwright {

namespace {

using Dims = std::vector<std::int64_t>;

/// The shape two arrays broadcast to, or nothing.
bool broadcastDims(const Dims& left, const Dims& right, Dims& result) {
  result.assign(std::max(left.size(), right.size()), 1);
  for (std::size_t i = 0; i < result.size(); ++i) {  // from the right
    const auto a = i < left.size() ? left[left.size() - 1 - i] : 1;
    const auto b = i < right.size() ? right[right.size() - 1 - i] : 1;
    if (a != b && a != 1 && b != 1) return false;
    result[result.size() - 1 - i] = a == 1 ? b : a;
  }
  return true;
}

/// Elements to step for each dimension of `result`; 0 where `dims` is repeated.
Dims broadcastSteps(const Dims& dims, const Dims& result) {
  Dims steps(result.size(), 0);
  std::int64_t step = 1;
  for (std::size_t i = 0; i < dims.size(); ++i) {
    const auto dim = dims[dims.size() - 1 - i];
    if (dim != 1) steps[result.size() - 1 - i] = step;
    step *= dim;
  }
  return steps;
}

template <class T, class Function>
void broadcast(const std::vector<T>& left, const Dims& leftDims, const std::vector<T>& right, const Dims& rightDims,
               const Dims& dims, std::vector<T>& out, Function function) {
  if (out.empty()) return;
  const auto leftSteps = broadcastSteps(leftDims, dims);
  const auto rightSteps = broadcastSteps(rightDims, dims);
  const std::size_t rank = dims.size();
  const std::int64_t run = rank == 0 ? 1 : dims.back();
  const std::int64_t leftStep = rank == 0 ? 0 : leftSteps.back();
  const std::int64_t rightStep = rank == 0 ? 0 : rightSteps.back();
  Dims at(rank, 0);
  std::int64_t leftAt = 0;
  std::int64_t rightAt = 0;
  for (std::size_t written = 0; written < out.size();) {
    for (std::int64_t i = 0; i < run; ++i) {
      out[written++] = function(left[static_cast<std::size_t>(leftAt + i * leftStep)],
                                right[static_cast<std::size_t>(rightAt + i * rightStep)]);
    }
    for (std::size_t axis = rank < 2 ? 0 : rank - 1; axis-- > 0;) {
      leftAt += leftSteps[axis];
      rightAt += rightSteps[axis];
      if (++at[axis] < dims[axis]) break;
      leftAt -= leftSteps[axis] * dims[axis];
      rightAt -= rightSteps[axis] * dims[axis];
      at[axis] = 0;
    }
  }
}

template <class T>
T wholeRemainder(T value, T divisor) {
  if constexpr (std::is_signed_v<T>) {  // sign of the divisor, as the page says of fmod = 0
    const auto rest = static_cast<T>(value % divisor);
    return static_cast<T>(rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest);
  }
  return static_cast<T>(value % divisor);
}

/// Wrapping, where signed arithmetic would be undefined.
template <class T>
T wrapped(const std::string& op, T a, T b) {
  using Wide = std::make_unsigned_t<std::common_type_t<T, std::int32_t>>;
  const auto x = static_cast<Wide>(a);
  const auto y = static_cast<Wide>(b);
  return static_cast<T>(op == "Add" ? x + y : op == "Sub" ? x - y : x * y);
}

template <class T>
Result<std::vector<T>> combine(const std::string& op, bool floatMod, const std::vector<T>& left, const Dims& leftDims,
                               const std::vector<T>& right, const Dims& rightDims, const Dims& dims,
                               std::int64_t size) {
  std::vector<T> out(static_cast<std::size_t>(size));
  const auto run = [&](auto function) { broadcast(left, leftDims, right, rightDims, dims, out, function); };
  if constexpr (std::is_floating_point_v<T>) {
    if (op == "Add")
      run([](T a, T b) { return a + b; });
    else if (op == "Sub")
      run([](T a, T b) { return a - b; });
    else if (op == "Mul")
      run([](T a, T b) { return a * b; });
    else if (op == "Div")
      run([](T a, T b) { return a / b; });
    else if (op == "Mod" && floatMod)
      run([](T a, T b) { return std::fmod(a, b); });
    else
      return badOperands(op.c_str());
  } else {
    const bool divides = op == "Div" || op == "Mod";
    if (divides &&
        std::any_of(right.begin(), right.end(), [](T value) { return value == 0 || value == static_cast<T>(-1); })) {
      return badOperands(op.c_str());
    }
    if (op == "Add" || op == "Sub" || op == "Mul")
      run([&op](T a, T b) { return wrapped(op, a, b); });
    else if (op == "Div")
      run([](T a, T b) { return static_cast<T>(a / b); });
    else if (op == "Mod" && !floatMod)
      run([](T a, T b) { return wholeRemainder(a, b); });
    else if (op == "BitShift" && std::is_unsigned_v<T>) {
      run([](T a, T b) { return b >= static_cast<T>(8 * sizeof(T)) ? T{0} : static_cast<T>(a >> b); });
    } else {
      return badOperands(op.c_str());
    }
  }
  return out;
}

}  // namespace

Result<Array> combineArrays(const std::string& op, bool floatMod, const Array& left, const Array& right,
                            std::int64_t limit) {
  const auto others = {DataType::float16, DataType::bfloat16, DataType::boolean, DataType::uint4, DataType::uint2,
                       DataType::int4,    DataType::int2,     DataType::int8};  // held as something else
  const bool computes = std::find(others.begin(), others.end(), left.type) == others.end();
  Dims dims;
  if (left.type != right.type || !computes || !broadcastDims(left.dims, right.dims, dims))
    return badOperands(op.c_str());
  const auto size = checkedSize(dims, limit);
  if (!size) return fail(ErrorKind::input, size.error().what);
  return std::visit(
      [&](const auto& held) -> Result<Array> {
        using Vector = std::decay_t<decltype(held)>;
        auto out = combine(op, floatMod, held, left.dims, std::get<Vector>(right.values), right.dims, dims, *size);
        if (!out) return passOn(out);
        return Array{left.type, dims, std::move(*out)};
      },
      left.values);
}

Result<Array> multiplyMatrices(const Array& left, const Array& right, std::int64_t limit) {
  const auto* a = std::get_if<std::vector<float>>(&left.values);
  const auto* b = std::get_if<std::vector<float>>(&right.values);
  if (a == nullptr || b == nullptr || left.dims.size() < 2 || right.dims.size() != 2 ||
      left.dims.back() != right.dims[0]) {
    return badOperands("MatMul");
  }
  Dims dims = left.dims;
  dims.back() = right.dims[1];
  const auto size = checkedSize(dims, limit);
  if (!size) return fail(ErrorKind::input, size.error().what);
  std::vector<float> out(static_cast<std::size_t>(*size));
  const auto inner = static_cast<std::size_t>(left.dims.back());
  const auto columns = static_cast<std::size_t>(right.dims[1]);
  for (std::size_t at = 0; at < out.size(); ++at) {
    const float* row = a->data() + at / columns * inner;
    const float* column = b->data() + at % columns;
    double sum = 0.0;
    for (std::size_t i = 0; i < inner; ++i)
      sum += static_cast<double>(row[i]) * static_cast<double>(column[i * columns]);
    out[at] = static_cast<float>(sum);
  }
  return Array{DataType::float32, dims, std::move(out)};
}

Result<Array> gatherArray(const Array& data, const Array& indices, std::int64_t limit) {
  if (data.dims.empty()) return badOperands("Gather");
  auto dims = indices.dims;
  dims.insert(dims.end(), data.dims.begin() + 1, data.dims.end());
  const auto size = checkedSize(dims, limit);
  if (!size) return fail(ErrorKind::input, size.error().what);
  const auto count = data.dims.front();
  const auto row = count > 0 ? static_cast<std::size_t>(data.size() / count) : 0;
  const auto pick = [&](const auto& table, const auto& index) -> Result<Array> {
    std::decay_t<decltype(table)> out;
    out.reserve(static_cast<std::size_t>(*size));
    for (const auto each : index) {
      auto at = static_cast<std::int64_t>(each);
      if (at < 0) at += count;
      if (at < 0 || at >= count) return badOperands("Gather");
      const auto first = table.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(at) * row);
      out.insert(out.end(), first, first + static_cast<std::ptrdiff_t>(row));
    }
    return Array{data.type, dims, std::move(out)};
  };
  return std::visit(
      [&](const auto& table) -> Result<Array> {
        if (const auto* narrow = std::get_if<std::vector<std::int32_t>>(&indices.values)) return pick(table, *narrow);
        if (const auto* wide = std::get_if<std::vector<std::int64_t>>(&indices.values)) return pick(table, *wide);
        return badOperands("Gather");
      },
      data.values);
}

Result<Array> expandArray(Array value, const Array& shape, std::int64_t limit) {
  const auto* wanted = std::get_if<std::vector<std::int64_t>>(&shape.values);
  Dims dims;
  if (wanted == nullptr || shape.dims.size() != 1 || !broadcastDims(value.dims, *wanted, dims))
    return badOperands("Expand");
  if (dims == value.dims) return value;
  const auto size = checkedSize(dims, limit);
  if (!size) return fail(ErrorKind::input, size.error().what);
  return std::visit(
      [&](const auto& held) -> Result<Array> {
        std::decay_t<decltype(held)> out(static_cast<std::size_t>(*size));
        broadcast(held, value.dims, std::decay_t<decltype(held)>(1), {}, dims, out,
                  [](auto each, auto) { return each; });
        return Array{value.type, dims, std::move(out)};
      },
      value.values);
}

Result<Array> sliceArray(const Array& value, std::int64_t axis, std::int64_t start, std::int64_t end) {
  if (axis < 0 || axis >= static_cast<std::int64_t>(value.dims.size())) return badOperands("Slice");
  const auto at = static_cast<std::size_t>(axis);
  const auto extent = value.dims[at];
  const auto clamp = [extent](std::int64_t index) {
    return std::clamp<std::int64_t>(index < 0 ? index + extent : index, 0, extent);
  };
  const auto first = clamp(start);
  const auto count = std::max<std::int64_t>(clamp(end) - first, 0);
  std::int64_t outer = 1;
  std::int64_t inner = 1;
  for (std::size_t i = 0; i < at; ++i) outer *= value.dims[i];
  for (std::size_t i = at + 1; i < value.dims.size(); ++i) inner *= value.dims[i];
  Dims dims = value.dims;
  dims[at] = count;
  return std::visit(
      [&](const auto& held) -> Result<Array> {
        std::decay_t<decltype(held)> out;
        out.reserve(static_cast<std::size_t>(outer * count * inner));
        for (std::int64_t i = 0; i < outer; ++i) {
          const auto from = held.begin() + (i * extent + first) * inner;
          out.insert(out.end(), from, from + count * inner);
        }
        return Array{value.type, dims, std::move(out)};
      },
      value.values);
}

Result<Array> concatArrays(const std::vector<Array>& parts, std::int64_t axis, std::int64_t limit) {
  if (parts.empty()) return badOperands("Concat");
  const auto& front = parts.front();
  if (axis < 0) axis += static_cast<std::int64_t>(front.dims.size());
  if (axis < 0 || axis >= static_cast<std::int64_t>(front.dims.size())) return badOperands("Concat");
  const auto at = static_cast<std::size_t>(axis);
  Dims dims = front.dims;
  dims[at] = 0;
  std::int64_t size = 0;
  for (const auto& part : parts) {
    auto others = part.dims;
    if (part.type != front.type || others.size() != dims.size()) return badOperands("Concat");
    others[at] = dims[at];
    if (others != dims || part.size() > limit - size) return badOperands("Concat");
    size += part.size();
    dims[at] += part.dims[at];
  }
  std::int64_t outer = 1;
  for (std::size_t i = 0; i < at; ++i) outer *= dims[i];
  return std::visit(
      [&](const auto& first) -> Result<Array> {
        std::decay_t<decltype(first)> out;
        out.reserve(static_cast<std::size_t>(size));
        for (std::int64_t row = 0; row < outer; ++row) {
          for (const auto& part : parts) {
            const auto& held = std::get<std::decay_t<decltype(first)>>(part.values);
            const auto each = part.size() / outer;
            out.insert(out.end(), held.begin() + row * each, held.begin() + (row + 1) * each);
          }
        }
        return Array{front.type, dims, std::move(out)};
      },
      front.values);
}

Result<Array> tileArray(const Array& value, const Array& repeats, std::int64_t limit) {
  const auto* counts = std::get_if<std::vector<std::int64_t>>(&repeats.values);
  if (counts == nullptr || counts->size() != value.dims.size()) return badOperands("Tile");
  Dims dims = value.dims;
  for (std::size_t i = 0; i < dims.size(); ++i) {
    if ((*counts)[i] < 0 || (dims[i] > 0 && (*counts)[i] > limit / dims[i])) return badOperands("Tile");
    dims[i] *= (*counts)[i];
  }
  const auto size = checkedSize(dims, limit);
  if (!size) return fail(ErrorKind::input, size.error().what);
  return std::visit(
      [&](const auto& held) -> Result<Array> {
        std::decay_t<decltype(held)> out(static_cast<std::size_t>(*size));
        for (std::size_t i = 0; i < out.size(); ++i) {
          auto rest = static_cast<std::int64_t>(i);
          std::int64_t from = 0;
          std::int64_t step = 1;
          for (std::size_t axis = dims.size(); axis-- > 0;) {
            from += rest % dims[axis] % value.dims[axis] * step;
            rest /= dims[axis];
            step *= value.dims[axis];
          }
          out[i] = held[static_cast<std::size_t>(from)];
        }
        return Array{value.type, dims, std::move(out)};
      },
      value.values);
}

Result<Array> rangeArray(const Array& start, const Array& limitValue, const Array& delta, std::int64_t limit) {
  const auto* first = std::get_if<std::vector<std::int32_t>>(&start.values);
  const auto* end = std::get_if<std::vector<std::int32_t>>(&limitValue.values);
  const auto* step = std::get_if<std::vector<std::int32_t>>(&delta.values);
  if (first == nullptr || end == nullptr || step == nullptr || first->size() != 1 || end->size() != 1 ||
      step->size() != 1 || step->front() <= 0) {
    return badOperands("Range");
  }
  const std::int64_t from = first->front();
  const std::int64_t by = step->front();
  const auto count = std::max<std::int64_t>((std::int64_t{end->front()} - from + by - 1) / by, 0);
  if (count > limit) return badOperands("Range");
  std::vector<std::int32_t> out(static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) out[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(from + i * by);
  return Array{DataType::int32, {count}, std::move(out)};
}

}  // namespace bitwright
