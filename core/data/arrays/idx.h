// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/data/arrays/data_array.h"

namespace bitwright {

/// An IDX file (http://yann.lecun.com/exdb/mnist/): magic 0 0 TYPE RANK, RANK big-endian 32-bit sizes, the values,
/// big-endian: bytes, 16- and 32-bit integers, floats and doubles. `content` is the whole file, gzipped or not; `file`
/// names it in errors. The declared size is checked against what the file can hold before it is allocated, and against
/// what it really holds, to the byte. No value is infinite or not a number.
[[nodiscard]] Result<DataArray> readIdx(ByteView content, const std::string& file);

}  // namespace bitwright
