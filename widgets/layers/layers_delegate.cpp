// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_delegate.h"

#include <QPolygonF>

#include <algorithm>

#include "widgets/layers/layers_model.h"
#include "widgets/layers/layers_rows.h"
#include "widgets/theme/cell_painter.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

constexpr int kStep = 10;  // further in, a group
constexpr int kDeepest = 6;

/// Points to the row's content where the group is folded, down where it is open.
void paintFold(CellPainter& cell, const QRectF& logical, bool open) {
  const QRectF box = cell.visual(logical);
  const double arm = scaled(4);
  const double side = cell.isMirrored() ? -arm / 2.0 : arm / 2.0;
  const QPointF at = box.center();
  QPolygonF line;
  if (open)
    line << at + QPointF(-arm, -arm / 2.0) << at + QPointF(0.0, arm / 2.0) << at + QPointF(arm, -arm / 2.0);
  else
    line << at + QPointF(-side, -arm) << at + QPointF(side, 0.0) << at + QPointF(-side, arm);
  cell.painter().setBrush(Qt::NoBrush);
  cell.painter().setPen(QPen(tokens().dim, scaled(1.5), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  cell.painter().drawPolyline(line);
}

void paintName(CellPainter& cell, const QModelIndex& index) {
  const auto& t = tokens();
  const auto* rows = qobject_cast<const LayersRows*>(index.model());
  const QRectF box = cell.content();
  const bool compressible = index.data(LayersModel::CompressibleRole).toBool();
  const bool group = index.data(LayersRows::GroupRole).toBool();
  const double indent = nameIndent(index);
  if (group)
    paintFold(cell, QRectF(box.left() + indent - scaled(kFoldWidth), box.top(), scaled(kFoldWidth), scaled(25)),
              index.data(LayersRows::OpenRole).toBool());
  const QRectF name(box.left() + indent, box.top() + scaled(4), box.width() - indent, scaled(17));
  const QString shown = rows == nullptr ? index.data().toString() : rows->shownName(index.row(), name.width());
  cell.text(name, Qt::AlignLeft | Qt::AlignVCenter, shown, group ? emphasised(bodyFont()) : bodyFont(),
            compressible ? t.text : t.dim);
  cell.text(name.translated(0, scaled(16)), Qt::AlignLeft | Qt::AlignVCenter,
            index.data(LayersModel::DetailRole).toString(), labelFont(), compressible ? t.dim : t.faint);
}

void numberOverBar(CellPainter& cell, const QModelIndex& index, const QColor& colour) {
  const auto& t = tokens();
  const QRectF box = cell.content();
  cell.number(QRectF(box.left(), box.top() + scaled(4), box.width(), scaled(17)), Qt::AlignRight | Qt::AlignVCenter,
              index.data().toString(), bodyFont(), t.text);
  cell.bar(QRectF(box.left(), box.top() + scaled(28), box.width(), scaled(4)),
           index.data(LayersModel::ShareRole).toDouble(), colour, t.originalSoft);
}

void paintWeights(CellPainter& cell, const QModelIndex& index) {
  const auto& t = tokens();
  const QRectF box = cell.content();
  const bool compressible = index.data(LayersModel::CompressibleRole).toBool();
  if (index.data(LayersRows::GroupRole).toBool()) {
    cell.number(box, Qt::AlignRight | Qt::AlignVCenter, index.data().toString(), bodyFont(), t.text);
    return;
  }
  if (!compressible) {
    cell.number(box, Qt::AlignRight | Qt::AlignVCenter, index.data().toString(), bodyFont(), t.dim);
    return;
  }
  numberOverBar(cell, index, t.original);
}

/// What is left of the original's bytes, in the scheme's colour.
void paintBytes(CellPainter& cell, const QModelIndex& index) {
  if (index.data(LayersModel::KeptRole).toBool() || index.data(LayersRows::GroupRole).toBool()) {
    cell.number(cell.content(), Qt::AlignRight | Qt::AlignVCenter, index.data().toString(), bodyFont(), tokens().dim);
    return;
  }
  numberOverBar(cell, index, index.data(LayersModel::ColourRole).value<QColor>());
}

void paintScheme(CellPainter& cell, const QModelIndex& index) {
  const auto& t = tokens();
  QRectF box = cell.content();
  const bool kept = index.data(LayersModel::KeptRole).toBool();
  if (const auto colour = index.data(LayersModel::ColourRole).value<QColor>(); !kept && colour.isValid()) {
    cell.dot({box.left() + scaled(4), box.center().y()}, scaled(4), colour);
    box.setLeft(box.left() + scaled(14));
  }
  const QString reason = index.data(LayersModel::DetailRole).toString();
  if (reason.isEmpty()) {
    cell.text(box, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString(), bodyFont(), kept ? t.dim : t.text);
    return;
  }
  const QRectF line(box.left(), box.top() + scaled(4), box.width(), scaled(17));
  cell.text(line, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString(), bodyFont(), kept ? t.dim : t.text);
  cell.text(line.translated(0, scaled(16)), Qt::AlignLeft | Qt::AlignVCenter, reason, labelFont(), t.dim);
}

}  // namespace

double nameIndent(const QModelIndex& index) {
  const auto* rows = qobject_cast<const LayersRows*>(index.model());
  if (rows == nullptr || !rows->isTree()) return scaled(8);
  return scaled(kFoldWidth + kStep * std::min(index.data(LayersRows::DepthRole).toInt(), kDeepest));
}

void LayersDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  CellPainter cell(*painter, option);
  const auto column = static_cast<LayerColumn>(index.column());
  switch (column) {
    case LayerColumn::name:
      paintName(cell, index);
      break;
    case LayerColumn::weights:
      paintWeights(cell, index);
      break;
    case LayerColumn::scheme:
      paintScheme(cell, index);
      break;
    case LayerColumn::bytes:
      paintBytes(cell, index);
      break;
    default:
      if (isFigure(column))
        cell.number(cell.content(), Qt::AlignRight | Qt::AlignVCenter, index.data().toString(), bodyFont(),
                    tokens().text);
      else
        cell.text(cell.content(), Qt::AlignLeft | Qt::AlignVCenter, index.data().toString(), bodyFont(), tokens().dim);
      break;
  }
}

QSize LayersDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  return {QStyledItemDelegate::sizeHint(option, index).width(), scaled(40)};
}

}  // namespace bitwright
