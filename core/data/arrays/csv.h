// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/data/arrays/data_array.h"

namespace bitwright {

struct CsvTable {
  DataArray values;                     ///< float64 [rows][columns], labels left out
  std::vector<std::int64_t> labels;     ///< of the column that the header calls `label`; else empty
  std::vector<std::string> labelNames;  ///< likewise, where the labels are names
  std::vector<Message> notes;
};

/// Numbers in UTF-8, separated by commas, semicolons or tabs, by RFC 4180. The decimal sign is a point in any locale;
/// where cells are not separated by commas it may be a comma, in the whole file, which is noted. The first row is a
/// header where all its cells are names, or one is `label`. Empty lines are passed over. ErrorKind::input, with line
/// and column, where a cell is no finite number or a row has another length; `file` names it.
[[nodiscard]] Result<CsvTable> readCsv(ByteView content, const std::string& file);

}  // namespace bitwright
