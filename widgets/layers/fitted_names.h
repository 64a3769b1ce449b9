// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

class QFontMetricsF;

namespace bitwright {

/// Of each name what there is room for in `width` pixels: the whole, else the short one (short_names.h), else its two
/// ends. Different names never become one text: where their ends are alike, what tells them apart is kept instead, and
/// where there is no room for that either, they are numbered. Widths are sums of the letters' own.
[[nodiscard]] std::vector<QString> fittedNames(const std::vector<QString>& names, const std::vector<QString>& shorter,
                                               const QFontMetricsF& metrics, double width);

}  // namespace bitwright
