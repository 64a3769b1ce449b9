// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QTableView;

namespace bitwright {

/// The selected rows as they stand in the table, with the columns it shows, for the clipboard: a heading line, tabs
/// between cells, numbers without units and thousands, with the decimal sign a spreadsheet of this language reads.
[[nodiscard]] QString selectedRowsAsTsv(const QTableView& table);

}  // namespace bitwright
