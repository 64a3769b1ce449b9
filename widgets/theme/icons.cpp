// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/icons.h"

#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include "widgets/theme/theme.h"

namespace bitwright {
namespace {

// Paths on a 16 × 16 grid, drawn with round ends.
const char* pathOf(Glyph glyph) {
  switch (glyph) {
    case Glyph::undo:
      return "M6 3.5 3 6.5 6 9.5M3 6.5H9.5A3.5 3.5 0 0 1 9.5 13.5H7";
    case Glyph::redo:
      return "M10 3.5 13 6.5 10 9.5M13 6.5H6.5A3.5 3.5 0 0 0 6.5 13.5H9";
    case Glyph::close:
      return "M4 4 12 12M12 4 4 12";
    case Glyph::menu:
      return "M3 4.5H13M3 8H13M3 11.5H13";
    case Glyph::add:
      return "M8 3.5V12.5M3.5 8H12.5";
    case Glyph::play:
      return "M5.5 3.5 12 8 5.5 12.5Z";
    case Glyph::copy:
      return "M6 6H13V13H6ZM3 10V3H10";
    case Glyph::rename:
      return "M3 13 3.5 10.5 10.5 3.5 12.5 5.5 5.5 12.5Z";
    case Glyph::remove:
      return "M3.5 5H12.5M6.5 5V3.5H9.5V5M4.5 5 5 13H11L11.5 5";
    case Glyph::folder:
      return "M2.5 4H6.5L8 5.5H13.5V12.5H2.5Z";
    case Glyph::tree:
      return "M2.5 3.5H9M4 3.5V12.5H6.5M4 8H6.5M8.5 8H13.5M8.5 12.5H13.5";
  }
  return "";
}

QPixmap drawn(const QByteArray& svg, int size) {
  // Made at four times the size, so that it stays sharp at 200 % and more.
  QPixmap pixmap(size * 4, size * 4);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  QSvgRenderer(svg).render(&painter);
  painter.end();
  pixmap.setDevicePixelRatio(4.0);
  return pixmap;
}

QByteArray lineSvg(Glyph glyph, const QColor& colour) {
  return QByteArrayLiteral("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><path d='") + pathOf(glyph) +
         QByteArrayLiteral("' fill='none' stroke='") + colour.name().toLatin1() +
         QByteArrayLiteral("' stroke-width='1.4' stroke-linecap='round' stroke-linejoin='round'/></svg>");
}

}  // namespace

QIcon glyphIcon(Glyph glyph) {
  QIcon icon;
  icon.addPixmap(drawn(lineSvg(glyph, tokens().text), 16), QIcon::Normal);
  icon.addPixmap(drawn(lineSvg(glyph, tokens().faint), 16), QIcon::Disabled);
  return icon;
}

QIcon applicationIcon() {
  return QIcon(
      drawn(QByteArrayLiteral(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 64 64'>"
                "<rect width='64' height='64' rx='14' fill='#2f6fed'/>"
                "<g fill='#ffffff'><rect x='12' y='38' width='8' height='14' rx='2'/>"
                "<rect x='23' y='22' width='8' height='30' rx='2'/><rect x='34' y='14' width='8' height='38' rx='2'/>"
                "<rect x='45' y='32' width='8' height='20' rx='2'/></g></svg>"),
            64));
}

}  // namespace bitwright
