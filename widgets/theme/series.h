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
/// Its marker: shape tells variants apart where colour does not. Fills `box`.
void drawVariantMarker(QPainter& painter, const QRectF& box, int index, const QColor& colour);

}  // namespace bitwright
