// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sensitivity/heat_delegate.h"

#include <QPainter>

#include <cmath>

#include "widgets/sensitivity/heat_model.h"
#include "widgets/sensitivity/rank_model.h"
#include "widgets/theme/cell_painter.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

constexpr double kStrongest = 0.85;  // share of the bad colour where damage is worst
constexpr double kBend = 1.7;        // what does little damage is left pale
constexpr double kBarHeight = 5.0;
constexpr double kBarWidth = 0.5;  // of the cell

/// Both themes: more damage stands out more.
QColor heat(double share) {
  return mixed(tokens().panel, tokens().bad, kStrongest * std::pow(share, kBend));
}

/// What is read on it best.
QColor textOn(const QColor& ground) {
  const auto& t = tokens();
  const auto apart = [&](const QColor& colour) { return std::abs(qGray(colour.rgb()) - qGray(ground.rgb())); };
  return apart(t.text) >= apart(t.panel) ? t.text : t.panel;
}

Qt::Alignment alignmentOf(const QModelIndex& index) {
  const auto given = index.data(Qt::TextAlignmentRole);
  return given.isValid() ? given.value<Qt::Alignment>() : Qt::AlignLeft | Qt::AlignVCenter;
}

QString elided(const QString& text, const QFont& font, double width) {
  return QFontMetricsF(font).elidedText(text, Qt::ElideMiddle, width);
}

}  // namespace

void HeatDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  CellPainter cell(*painter, option);
  const auto& t = tokens();
  const auto content = cell.content();
  const auto text = index.data(Qt::DisplayRole).toString();
  const auto share = index.data(HeatModel::HeatRole);
  if (!share.isValid()) {
    const auto font = index.column() == 0 ? bodyFont() : labelFont();
    return cell.text(content, alignmentOf(index), elided(text, font, content.width()), font,
                     index.column() == 0 ? t.text : t.faint);
  }
  const QRectF box = QRectF(option.rect).adjusted(1.0, 1.0, -1.0, -2.0);
  const auto ground = heat(share.toDouble());
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(Qt::NoPen);
  painter->setBrush(ground);
  painter->drawRoundedRect(box, 3.0, 3.0);
  const bool current = option.state.testFlag(QStyle::State_HasFocus);
  if (current || index.data(HeatModel::InUseRole).toBool()) {
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(current ? t.accent : t.text, current ? 2.0 : 1.2));
    painter->drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), 3.0, 3.0);
  }
  cell.number(content, Qt::AlignRight | Qt::AlignVCenter, text, labelFont(), textOn(ground));
}

void RankDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  CellPainter cell(*painter, option);
  const auto& t = tokens();
  auto content = cell.content();
  const auto text = index.data(Qt::DisplayRole).toString();
  if (index.column() == RankModel::DamageColumn) {
    const double width = content.width() * kBarWidth;
    const QRectF bar(content.left(), content.center().y() - kBarHeight / 2.0, width, kBarHeight);
    cell.bar(bar, index.data(RankModel::ShareRole).toDouble(), t.bad, t.grid);
    content.setLeft(content.left() + width + scaled(6));
  }
  const bool name = index.column() == RankModel::LayerColumn;
  if (name)
    cell.text(content, alignmentOf(index), elided(text, bodyFont(), content.width()), bodyFont(), t.text);
  else
    cell.number(content, Qt::AlignRight | Qt::AlignVCenter, text, bodyFont(),
                index.column() == RankModel::RankColumn ? t.dim : t.text);
}

}  // namespace bitwright
