// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <QVariant>

#include <vector>

#include "widgets/layers/layer_cells.h"
#include "widgets/layers/layers_sum.h"

namespace bitwright {

class Document;
class LayersModel;

/// What the row of a group says of the layers in it.
struct GroupFigures {
  LayersSum sum;
  QString scheme;  ///< theirs where they have one, else that they are mixed
  QColor colour;   ///< of that scheme
  QString op;      ///< as scheme
  QString type;
  bool kept = true;          ///< all stay as they are
  bool compressible = true;  ///< at least one is
  bool finished = false;     ///< of a variant that is a finished file
  bool computing = false;
};

[[nodiscard]] GroupFigures groupFigures(const std::vector<std::size_t>& tensors, const LayersModel& layers,
                                        const Document& document);
[[nodiscard]] QString groupCellText(const GroupFigures& figures, LayerColumn column);
/// The same without units and rounding; nothing where a group has no such figure.
[[nodiscard]] QVariant groupCellValue(const GroupFigures& figures, LayerColumn column);

}  // namespace bitwright
