// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/compare/compare_delegate.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <QWidget>

#include <algorithm>
#include <cmath>

#include "widgets/compare/compare_model.h"
#include "widgets/theme/cell_painter.h"
#include "widgets/theme/fonts.h"
#include "widgets/theme/series.h"
#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

constexpr double kMarker = 8.0;
constexpr double kBar = 8.0;
constexpr double kBarShare = 0.62;  // of the column; the rest is for the number
constexpr double kSpeedAxis = 38.0;
constexpr double kQualityAxis = 52.0;
constexpr auto kLeading = Qt::AlignLeft | Qt::AlignVCenter;
constexpr auto kTrailing = Qt::AlignRight | Qt::AlignVCenter;

/// The colours of a row: its own, or grey where its figures are those of an older recipe.
struct Ink {
  explicit Ink(const CompareRow& row)
      : series(row.stale ? tokens().faint : row.colour), text(row.stale ? tokens().dim : tokens().text) {}
  QColor series;
  QColor text;
  QColor label = tokens().dim;
};

void paintName(CellPainter& cell, const CompareRow& row, bool measuring) {
  QRectF box = cell.content().adjusted(scaled(2), 0, 0, 0);
  const double size = scaled(kMarker);
  drawVariantMarker(cell.painter(), cell.visual(QRectF(box.left(), box.center().y() - size / 2, size, size)), row.index,
                    row.colour);
  box.setLeft(box.left() + size + scaled(8));
  const QString state = row.stale ? CompareModel::tr("changed", "since it was measured")
                        : row.card != nullptr && !row.complete && !measuring ? CompareModel::tr("partial")
                                                                             : QString();
  if (!state.isEmpty()) {
    const double width = QFontMetricsF(labelFont()).horizontalAdvance(state);
    cell.text(QRectF(box.right() - width, box.top(), width, box.height()), kTrailing, state, labelFont(), tokens().dim);
    box.setRight(box.right() - width - scaled(8));
  }
  cell.text(box, kLeading, row.name, bodyFont(), row.stale ? tokens().dim : tokens().text);
}

// One bar in three parts that stand for all bytes of the file: codes, what is needed to decode them, and what was not
// edited.
void paintSize(CellPainter& cell, const CompareRow& row, const QString& text, const CompareModel& model) {
  const Ink ink(row);
  const QRectF box = cell.content();
  if (row.card == nullptr || row.card->size.fileBytes == 0) {
    cell.text(box, kLeading, text, labelFont(), ink.label);
    return;
  }
  const auto& size = row.card->size;
  // The longest bar leaves room for the longest number: all bars are in proportion to each other.
  double longest = 0.0;
  for (int at = 0; at < model.rowCount(); ++at)
    longest = std::max(longest, tabularWidth(model.index(at, CompareModel::SizeColumn).data().toString(), labelFont()));
  const double whole = std::min(box.width() * kBarShare, box.width() - scaled(6) - longest);
  const QRectF bar(box.left(), box.center().y() - scaled(kBar) / 2.0,
                   std::max<double>(scaled(3), whole * static_cast<double>(size.fileBytes) / model.largestFile()),
                   scaled(kBar));
  auto& painter = cell.painter();
  painter.save();
  QPainterPath rounded;
  rounded.addRoundedRect(cell.visual(bar), 2, 2);
  painter.setClipPath(rounded);
  double left = bar.left();
  const auto part = [&](std::uint64_t bytes, const QColor& colour) {
    const double width = bar.width() * static_cast<double>(bytes) / static_cast<double>(size.fileBytes);
    painter.fillRect(cell.visual(QRectF(left, bar.top(), width, bar.height())), colour);
    left += width;
  };
  if (size.ledger) {
    part(size.payloadBytes, ink.series);
    part(size.overheadBytes, mixed(tokens().panel, ink.series, 0.45));
    part(size.fileBytes - size.payloadBytes - size.overheadBytes, row.index == 0 ? ink.series : tokens().originalSoft);
  } else {
    part(size.fileBytes, ink.series);
  }
  painter.restore();
  const double textLeft = bar.right() + scaled(6);
  cell.number(QRectF(textLeft, box.top(), box.right() - textLeft, box.height()), kLeading, text, labelFont(),
              ink.label);
}

void paintInterval(CellPainter& cell, const QRectF& axis, const QualityValue& places, const QColor& colour,
                   bool withInterval) {
  const double middle = axis.center().y();
  const auto at = [&axis](double place) { return axis.left() + place * axis.width(); };
  if (withInterval)
    cell.painter().fillRect(
        cell.visual(QRectF(at(places.low), middle - 1, std::max(2.0, at(places.high) - at(places.low)), 2)), colour);
  cell.dot({at(places.value), middle}, scaled(3.5), colour);
}

void paintSpeed(CellPainter& cell, const CompareRow& row, const QString& text, const AxisRange& range) {
  const Ink ink(row);
  const QRectF box = cell.content();
  if (row.card == nullptr || !row.card->speed) {
    cell.text(box, kLeading, text, labelFont(), ink.label);
    return;
  }
  const QRectF axis(box.left() + scaled(4), box.top(), scaled(kSpeedAxis), box.height());
  const double even = axis.left() + range.place(0.0) * axis.width();
  cell.painter().fillRect(cell.visual(QRectF(even - 0.5, box.center().y() - scaled(9), 1, scaled(18))),
                          mixed(tokens().line, tokens().dim, 0.35));
  const auto& speed = *row.card->speed;
  const auto place = [&range](double ratio) { return range.place(ratio > 0.0 ? std::log(ratio) : range.low); };
  if (speed.verdict == SpeedVerdict::reference) {
    paintInterval(cell, axis, {range.place(0.0), 0.0, 0.0}, ink.series, false);
  } else {
    paintInterval(cell, axis, {place(speed.speedup.value), place(speed.speedup.low), place(speed.speedup.high)},
                  ink.series, true);
  }
  const bool verdict = speed.verdict == SpeedVerdict::faster || speed.verdict == SpeedVerdict::slower;
  const double left = axis.right() + scaled(8);
  cell.text(QRectF(left, box.top(), box.right() - left, box.height()), kLeading, text, labelFont(),
            verdict ? ink.text : ink.label);
}

void paintQuality(CellPainter& cell, const CompareRow& row, const QString& text, const AxisRange& range,
                  QualityMeasure measure) {
  const Ink ink(row);
  const QRectF box = cell.content();
  const auto quality = row.card == nullptr ? std::nullopt : qualityOf(*row.card, measure);
  if (!quality) {
    cell.text(box, kLeading, text, labelFont(), ink.label);
    return;
  }
  const QRectF axis(box.left() + scaled(4), box.top(), scaled(kQualityAxis), box.height());
  if (std::isfinite(quality->value)) {
    paintInterval(cell, axis, {range.place(quality->value), range.place(quality->low), range.place(quality->high)},
                  ink.series, quality->low < quality->high);
  }
  const double left = axis.right() + scaled(8);
  cell.number(QRectF(left, box.top(), box.right() - left, box.height()), kLeading, text, labelFont(), ink.label);
}

void paintCheck(CellPainter& cell, const QRectF& logical, bool good) {
  const QRectF box = cell.visual(logical);
  auto& painter = cell.painter();
  painter.setPen(QPen(good ? tokens().good : tokens().bad, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  const auto at = [&box](double x, double y) {
    return QPointF(box.left() + x * box.width(), box.top() + y * box.height());
  };
  if (good) {
    painter.drawPolyline(QPolygonF{at(0.05, 0.55), at(0.38, 0.88), at(0.95, 0.15)});
  } else {
    painter.drawLine(at(0.1, 0.1), at(0.9, 0.9));
    painter.drawLine(at(0.9, 0.1), at(0.1, 0.9));
  }
}

void paintVerified(CellPainter& cell, const CompareRow& row, const QString& text) {
  const Ink ink(row);
  QRectF box = cell.content();
  if (row.card == nullptr || !row.card->verification) {
    cell.text(box, kLeading, text, labelFont(), ink.label);
    return;
  }
  const auto& verification = *row.card->verification;
  const double size = scaled(9);
  if (verification.ran || !verification.verified)
    paintCheck(cell, QRectF(box.left(), box.center().y() - size / 2, size, size), verification.verified);
  box.setLeft(box.left() + size + scaled(5));
  const QString whole =
      row.card->notes.empty()
          ? text
          : CompareModel::tr("%1, %n note(s)", nullptr, static_cast<int>(row.card->notes.size())).arg(text);
  cell.text(box, kLeading, whole, labelFont(),
            !verification.verified ? tokens().bad
            : verification.ran     ? tokens().good
                                   : tokens().warn);
}

}  // namespace

CompareDelegate::CompareDelegate(const CompareModel* model, QObject* parent)
    : QStyledItemDelegate(parent), model_(model) {}

void CompareDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  CellPainter cell(*painter, option);
  const auto row = model_->row(index.row());
  const QString text = index.data().toString();
  switch (index.column()) {
    case CompareModel::NameColumn:
      paintName(cell, row, model_->isMeasuring());
      break;
    case CompareModel::SizeColumn:
      paintSize(cell, row, text, *model_);
      break;
    case CompareModel::SpeedColumn:
      paintSpeed(cell, row, text, model_->speedRange());
      break;
    case CompareModel::QualityColumn:
      paintQuality(cell, row, text, model_->qualityRange(), model_->measure());
      break;
    case CompareModel::VerifiedColumn:
      paintVerified(cell, row, text);
      break;
    default:
      cell.number(cell.content(), kTrailing, text, bodyFont(), Ink(row).text);
      break;
  }
}

// What a cell needs so that nothing in it is cut; the bar of a size can do with little.
QSize CompareDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
  constexpr int kPadding = 12;
  constexpr int kShortBar = 40;
  const QString text = index.data().toString();
  const double label = std::max(QFontMetricsF(labelFont()).horizontalAdvance(text), tabularWidth(text, labelFont()));
  double width = 0.0;
  switch (index.column()) {
    case CompareModel::NameColumn:
      width = scaled(2 + kMarker + 8) + QFontMetricsF(bodyFont()).horizontalAdvance(text);
      break;
    case CompareModel::SizeColumn:
      width = scaled(kShortBar + 6) + label;
      break;
    case CompareModel::SpeedColumn:
      width = scaled(4 + kSpeedAxis + 8) + label;
      break;
    case CompareModel::QualityColumn:
      width = scaled(4 + kQualityAxis + 8) + label;
      break;
    case CompareModel::VerifiedColumn:
      width = scaled(9 + 5) + label;
      break;
    default:
      width = tabularWidth(text, bodyFont());
      break;
  }
  return {static_cast<int>(std::ceil(width)) + scaled(kPadding) + 1, scaled(28)};
}

void CompareDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                           const QModelIndex&) const {
  // Over the name, not over its marker, and as high as the row.
  const int marker = scaled(kMarker + 8);
  QRect box = option.rect.adjusted(0, 1, 0, -2);
  if (option.direction == Qt::LeftToRight)
    box.setLeft(box.left() + marker);
  else
    box.setRight(box.right() - marker);
  editor->setMinimumHeight(0);
  editor->setGeometry(box);
}

}  // namespace bitwright
