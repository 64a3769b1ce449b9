// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "core/data/byte_source.h"
#include "core/data/data_array.h"

namespace bitwright {

/// Reads one array of NumPy's format (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html; versions 1 to 3) by a fixed grammar:
/// nothing is evaluated, and objects - which are pickles - are refused. Numbers are little-endian, in row-major order. The declared size must be
/// what is left of `declaredBytes`, the size of the whole array file, before anything is allocated. `file` and `where` (a member of an archive,
/// or empty) name it in errors.
[[nodiscard]] Result<DataArray> readNpy(ByteSource& source, std::uint64_t declaredBytes, const std::string& file, const std::string& where);

}  // namespace bitwright
