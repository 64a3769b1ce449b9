// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/storage_precision.h"

#include <algorithm>
#include <cmath>

#include "core/schemes/common_parameters.h"

namespace bitwright {

namespace {

constexpr float kLeastNormal = 0x1p-14F;
constexpr float kLargest = 65504.0F;

bool isSafe(float magnitude) {
  return magnitude == 0.0F || (magnitude >= kLeastNormal && magnitude <= kLargest);
}

Parameter widthParameter(std::string id, MessageText name, MessageText help) {
  return choiceParameter(std::move(id), name, help, {"16", "32"},
                         {BW_MESSAGE("scheme.width.16", "float16"), BW_MESSAGE("scheme.width.32", "float32")}, "16");
}

}  // namespace

Parameter scalesParameter() {
  return widthParameter(
      "scales", BW_MESSAGE("scheme.scales", "Scales stored as"),
      BW_MESSAGE("scheme.scales.help",
                 "Bits of each scale: 16 saves most where groups are small; what float16 cannot hold stays at 32."));
}

Parameter tableParameter() {
  return widthParameter(
      "table", BW_MESSAGE("scheme.table", "Table stored as"),
      BW_MESSAGE(
          "scheme.table.help",
          "Bits of each level of a table: 16 saves most where tables are many; what float16 cannot hold stays at 32."));
}

StoredFloat storeScales(std::vector<float>& scales, const std::string& width) {
  if (width != "16" || !std::all_of(scales.begin(), scales.end(), isSafe)) return StoredFloat::float32;
  for (float& scale : scales) {
    const std::uint16_t nearest = floatToHalf(scale);
    scale = halfToFloat(halfToFloat(nearest) > scale ? static_cast<std::uint16_t>(nearest - 1) : nearest);
  }
  return StoredFloat::float16;
}

StoredFloat storeTables(std::vector<std::vector<float>>& tables, const std::string& width) {
  const auto fits = [](const std::vector<float>& table) {
    float largest = 0.0F;
    for (const float level : table) largest = std::max(largest, std::abs(level));
    return isSafe(largest);
  };
  if (width != "16" || !std::all_of(tables.begin(), tables.end(), fits)) return StoredFloat::float32;
  for (auto& table : tables) {
    for (float& level : table) level = halfToFloat(floatToHalf(level));
  }
  return StoredFloat::float16;
}

}  // namespace bitwright
