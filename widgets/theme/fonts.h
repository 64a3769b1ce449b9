// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace bitwright {

// Inter where it is installed, else the system's own face. Sizes are those of the drawing at 96 dpi, scaled with the
// screen's logical dpi.
[[nodiscard]] QFont bodyFont();    ///< 13
[[nodiscard]] QFont labelFont();   ///< 11.5: labels, second lines, axes
[[nodiscard]] QFont figureFont();  ///< 22: one number that matters
/// One weight up, never two.
[[nodiscard]] QFont emphasised(QFont font);
/// A length of the drawing at this screen's logical dpi.
[[nodiscard]] int scaled(double pixels);

}  // namespace bitwright
