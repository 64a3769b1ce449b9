// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/data/data_array.h"

namespace bitwright {

struct CsvTable {
  DataArray values;                  ///< float64 [rows][columns], labels left out
  std::vector<std::int64_t> labels;  ///< of the last column, where the header calls it `label`; else empty
};

/// Comma-separated numbers in UTF-8, by RFC 4180: "…" quotes a cell, the decimal sign is a point in any locale, all rows are of one length. The first
/// row is a header where one of its cells is no number. Empty lines are passed over. ErrorKind::input, with line and column, where a cell is
/// no finite number or a row has another length; `file` names it.
[[nodiscard]] Result<CsvTable> readCsv(ByteView content, const std::string& file);

}  // namespace bitwright
