// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/model/data_type.h"

// ONNX element types as this machine stores them, to and from numbers.

namespace bitwright {

/// Bytes of one element; nothing for types that are not fed: strings, complex, 8-bit floats and everything narrower
/// than a byte.
[[nodiscard]] std::optional<std::size_t> feedBytes(DataType type);

/// Writes `value` as an element of `type` (one of feedBytes), rounded where the type is an integer.
void storeElement(DataType type, double value, std::byte* target);

/// `count` elements widened to float32; packed 4- and 2-bit integers too. Empty where the type is no number this reads.
[[nodiscard]] std::optional<std::vector<float>> widenElements(DataType type, const void* data, std::size_t count);

}  // namespace bitwright
