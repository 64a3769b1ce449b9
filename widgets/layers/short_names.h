// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace bitwright {

/// Of each name what tells it from the others, for where the whole has no room: leading parts that others share and
/// that hold no number, and a last part that only repeats the operator, become an ellipsis. Parts end at `/`, `.` and
/// `:`. "encoder.layer.11.output.dense.MatMul" becomes "…11.output.dense…". A name that would be another's, too, stays
/// whole.
[[nodiscard]] std::vector<QString> shortNames(const std::vector<QString>& names, const std::vector<QString>& operators);

}  // namespace bitwright
