// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/data/arrays/byte_source.h"
#include "core/data/arrays/data_array.h"

namespace bitwright {

/// What stands in front of the values of an array of NumPy.
struct NpyHeader {
  std::string typeName;           ///< as NumPy writes it: "<f4"
  std::optional<ArrayType> type;  ///< nothing: texts of one width
  bool wideText = false;          ///< of texts: four bytes a character ('U'), else one ('S')
  bool bigEndian = false;
  bool columnMajor = false;  ///< the first dimension runs fastest
  std::vector<std::int64_t> shape;
  std::uint64_t elementBytes = 1;
  std::uint64_t valueBytes = 0;  ///< of all of them
};

/// Reads the header of an array of NumPy's format
/// (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html; versions 1 to 3) by a fixed grammar:
/// nothing is evaluated, and objects - which are pickles - are refused. The size it declares must be what is left of
/// `declaredBytes`, the size of the whole array file. `file` and `where` (a member of an archive, or empty) name it in
/// errors.
[[nodiscard]] Result<NpyHeader> readNpyHeader(ByteSource& source, std::uint64_t declaredBytes, const std::string& file,
                                              const std::string& where);

}  // namespace bitwright
