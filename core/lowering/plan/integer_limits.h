// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/quantization_parameters.h"
#include "core/model/data_type.h"

namespace bitwright {

/// Of uint8, int8, uint16 and int16.
[[nodiscard]] inline QuantizedType quantizedType(DataType type) {
  switch (type) {
    case DataType::int8:
      return QuantizedType::int8;
    case DataType::uint16:
      return QuantizedType::uint16;
    case DataType::int16:
      return QuantizedType::int16;
    default:
      return QuantizedType::uint8;
  }
}

/// What QuantizeLinear saturates at.
[[nodiscard]] inline CodeRange integerLimits(DataType type) {
  return codeRange(quantizedType(type), false);
}

}  // namespace bitwright
