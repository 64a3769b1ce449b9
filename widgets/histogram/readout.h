// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>
#include <QStringList>

#include "widgets/preview/layer_picture.h"

class QPainter;

namespace bitwright {

/// A piece of an axis in as many digits as tell its ends apart.
[[nodiscard]] QString rangeText(double minimum, double maximum);

/// What there is to say of the bin that holds `value`, a line each: its range, its weights before and after, the
/// nearest level, outliers.
[[nodiscard]] QStringList readoutAt(const LayerPicture& picture, const PictureBins& bins, double value);

/// A card with these lines beside what lies between `left` and `right`, inside `plot`; the first line is its title.
void drawReadout(QPainter& painter, const QRectF& plot, double left, double right, const QStringList& lines);

}  // namespace bitwright
