// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/inputs/array_values.h"

#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <optional>
#include <utility>

#include "core/runtime_server/engine/elements.h"

namespace bitwright {

namespace {

/// Lowest and highest whole number of a type, half-open above; nothing for floats.
std::optional<std::pair<double, double>> wholeRange(DataType type) {
  switch (type) {
    case DataType::boolean:
      return std::pair(0.0, 2.0);
    case DataType::uint8:
      return std::pair(0.0, 0x1p8);
    case DataType::uint16:
      return std::pair(0.0, 0x1p16);
    case DataType::uint32:
      return std::pair(0.0, 0x1p32);
    case DataType::uint64:
      return std::pair(0.0, 0x1p63);  // what storeElement rounds through
    case DataType::int8:
      return std::pair(-0x1p7, 0x1p7);
    case DataType::int16:
      return std::pair(-0x1p15, 0x1p15);
    case DataType::int32:
      return std::pair(-0x1p31, 0x1p31);
    case DataType::int64:
      return std::pair(-0x1p63, 0x1p63);
    default:
      return std::nullopt;
  }
}

}  // namespace

DataType dataTypeOf(ArrayType type) {
  switch (type) {
    case ArrayType::float16:
      return DataType::float16;
    case ArrayType::bfloat16:
      return DataType::bfloat16;
    case ArrayType::float32:
      return DataType::float32;
    case ArrayType::float64:
      return DataType::float64;
    case ArrayType::int8:
      return DataType::int8;
    case ArrayType::int16:
      return DataType::int16;
    case ArrayType::int32:
      return DataType::int32;
    case ArrayType::int64:
      return DataType::int64;
    case ArrayType::uint8:
      return DataType::uint8;
    case ArrayType::uint16:
      return DataType::uint16;
    case ArrayType::uint32:
      return DataType::uint32;
    case ArrayType::uint64:
      return DataType::uint64;
    case ArrayType::boolean:
      return DataType::boolean;
  }
  return DataType::undefined;
}

std::optional<ArrayType> arrayTypeOf(DataType type) {
  for (int each = 0; each <= static_cast<int>(ArrayType::boolean); ++each) {
    if (dataTypeOf(static_cast<ArrayType>(each)) == type) return static_cast<ArrayType>(each);
  }
  return std::nullopt;
}

Result<void> storeArray(const DataArray& array, std::int64_t begin, std::int64_t count, DataType type,
                        std::byte* target) {
  if (dataTypeOf(array.type) == type) {
    const auto each = elementBytes(array.type);
    if (count > 0)
      std::memcpy(target, array.bytes.data() + static_cast<std::size_t>(begin) * each,
                  static_cast<std::size_t>(count) * each);
    return {};
  }
  const auto range = wholeRange(type);
  const auto each = feedBytes(type).value_or(1);
  for (std::int64_t index = 0; index < count; ++index) {
    const double value = array.at(begin + index);
    if (range && (std::floor(value) != value || value < range->first || value >= range->second)) {
      return fail(ErrorKind::input,
                  Message(BW_MESSAGE("data.value_does_not_fit", "the data hold %1, which an input of %2 cannot take"),
                          {fmt::format("{:.17g}", value), std::string(dataTypeName(type))}),
                  {},
                  array.name.empty() ? fmt::format("element {}", begin + index)
                                     : fmt::format("{}, element {}", array.name, begin + index));
    }
    storeElement(type, value, target + static_cast<std::size_t>(index) * each);
  }
  return {};
}

}  // namespace bitwright
