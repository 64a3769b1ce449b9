// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_delegate.h"

#include <QFontMetricsF>

#include "widgets/layers/layers_model.h"
#include "widgets/layers/short_names.h"
#include "widgets/theme/cell_painter.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

void paintName(CellPainter& cell, const QModelIndex& index) {
  const auto& t = tokens();
  const QRectF box = cell.content();
  const bool compressible = index.data(LayersModel::CompressibleRole).toBool();
  const QRectF name(box.left() + scaled(8), box.top() + scaled(4), box.width() - scaled(8), scaled(17));
  const QString shown = fittedName(index.data().toString(), index.data(LayersModel::ShortNameRole).toString(),
                                   QFontMetricsF(bodyFont()), name.width());
  cell.text(name, Qt::AlignLeft | Qt::AlignVCenter, shown, bodyFont(), compressible ? t.text : t.dim);
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
  if (!compressible) {
    cell.number(box, Qt::AlignRight | Qt::AlignVCenter, index.data().toString(), bodyFont(), t.dim);
    return;
  }
  numberOverBar(cell, index, t.original);
}

/// What is left of the original's bytes, in the scheme's colour.
void paintBytes(CellPainter& cell, const QModelIndex& index) {
  if (index.data(LayersModel::KeptRole).toBool()) {
    cell.number(cell.content(), Qt::AlignRight | Qt::AlignVCenter, index.data().toString(), bodyFont(), tokens().dim);
    return;
  }
  numberOverBar(cell, index, index.data(LayersModel::ColourRole).value<QColor>());
}

void paintScheme(CellPainter& cell, const QModelIndex& index) {
  const auto& t = tokens();
  QRectF box = cell.content();
  const bool kept = index.data(LayersModel::KeptRole).toBool();
  if (!kept) {
    cell.dot({box.left() + scaled(4), box.center().y()}, scaled(4),
             index.data(LayersModel::ColourRole).value<QColor>());
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
