// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/base/result.h"
#include "core/data/arrays/data_array.h"
#include "core/model/data_type.h"

namespace bitwright {

[[nodiscard]] DataType dataTypeOf(ArrayType type);
/// Nothing where arrays of data hold no such type.
[[nodiscard]] std::optional<ArrayType> arrayTypeOf(DataType type);

/// Writes elements [begin, begin + count) of `array` as elements of `type` (one of feedBytes): floats rounded to the
/// type, whole numbers as they are. ErrorKind::input, naming the value, where an integer or boolean type cannot hold
/// one.
[[nodiscard]] Result<void> storeArray(const DataArray& array, std::int64_t begin, std::int64_t count, DataType type,
                                      std::byte* target);

}  // namespace bitwright
