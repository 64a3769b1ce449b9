// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/direction.h"

#include <QGuiApplication>
#include <QLabel>
#include <QStyleFactory>

namespace bitwright {
namespace {

constexpr QChar kFirstStrongIsolate(0x2068);
constexpr QChar kPopIsolate(0x2069);

}  // namespace

QString isolated(const QString& text) {
  if (!QGuiApplication::isRightToLeft() || text.isEmpty()) return text;
  QString result = kFirstStrongIsolate + text + kPopIsolate;
  return result.replace(QLatin1Char('\n'), kPopIsolate + QStringLiteral("\n") + kFirstStrongIsolate);
}

void alignByWindow(QLabel* label) {
  if (label->layoutDirection() == Qt::RightToLeft)
    label->setAlignment(QStyle::visualAlignment(Qt::RightToLeft, label->alignment()));
}

DirectionStyle::DirectionStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

void DirectionStyle::drawItemText(QPainter* painter, const QRect& rect, int flags, const QPalette& palette,
                                  bool enabled, const QString& text, QPalette::ColorRole role) const {
  QProxyStyle::drawItemText(painter, rect, flags, palette, enabled, isolated(text), role);
}

}  // namespace bitwright
