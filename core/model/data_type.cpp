// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/data_type.h"

#include <array>

namespace bitwright {

namespace {

struct Entry {
  std::string_view name;
  int bits;  ///< 0: no fixed size
};

// By number, as in TensorProto.DataType.
constexpr std::array<Entry, 27> kEntries{{
    {"undefined", 0},      {"float32", 32},  {"uint8", 8},        {"int8", 8},           {"uint16", 16},
    {"int16", 16},         {"int32", 32},    {"int64", 64},       {"string", 0},         {"bool", 8},
    {"float16", 16},       {"float64", 64},  {"uint32", 32},      {"uint64", 64},        {"complex64", 64},
    {"complex128", 128},   {"bfloat16", 16}, {"float8e4m3fn", 8}, {"float8e4m3fnuz", 8}, {"float8e5m2", 8},
    {"float8e5m2fnuz", 8}, {"uint4", 4},     {"int4", 4},         {"float4e2m1", 4},     {"float8e8m0", 8},
    {"uint2", 2},          {"int2", 2},
}};

const Entry* find(DataType type) {
  const auto number = static_cast<std::size_t>(type);
  return number < kEntries.size() ? &kEntries[number] : nullptr;
}

}  // namespace

std::string_view dataTypeName(DataType type) {
  const Entry* entry = find(type);
  return entry != nullptr ? entry->name : "unknown";
}

std::optional<int> dataTypeBits(DataType type) {
  const Entry* entry = find(type);
  if (entry == nullptr || entry->bits == 0) return std::nullopt;
  return entry->bits;
}

bool isFloatingWeight(DataType type) {
  return type == DataType::float32 || type == DataType::float16 || type == DataType::bfloat16 ||
         type == DataType::float64;
}

}  // namespace bitwright
