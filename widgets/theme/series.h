// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QRectF>

#include <string_view>

class QPainter;

namespace bitwright {

/// The colour of a scheme, the same in table, form and histogram; grey for what leaves the weights as they are.
[[nodiscard]] QColor schemeColour(std::string_view schemeId);

/// The colour of the variant at `index` (0: the original), the same in table and scatter.
[[nodiscard]] QColor variantColour(int index);
/// One of the theme's series, 1–5.
[[nodiscard]] QColor seriesColour(int series);
/// `colour`, lighter or darker where it would be lost on the panel: with a contrast of at least 3 : 1, as WCAG 2.1 asks
/// of graphics (https://www.w3.org/TR/WCAG21/#non-text-contrast).
[[nodiscard]] QColor legible(const QColor& colour);
/// Its marker: shape tells variants apart where colour does not. Fills `box`.
void drawVariantMarker(QPainter& painter, const QRectF& box, int index, const QColor& colour);

}  // namespace bitwright
