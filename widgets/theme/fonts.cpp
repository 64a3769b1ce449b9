// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/fonts.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QScreen>

#include <algorithm>
#include <cmath>

namespace bitwright {
namespace {

constexpr double kBody = 13.0;
constexpr double kLabel = 11.5;
constexpr double kFigure = 22.0;

double dpiScale() {
  const auto* screen = QGuiApplication::primaryScreen();
  return screen == nullptr ? 1.0 : std::max(1.0, screen->logicalDotsPerInch() / 96.0);
}

QFont face(double pixels) {
  static const bool hasInter = QFontDatabase::families().contains(QStringLiteral("Inter"));
  QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
  if (hasInter) font.setFamilies({QStringLiteral("Inter"), font.family()});
  // Points keep the half pixel that setPixelSize would round away.
  font.setPointSizeF(pixels * 72.0 / 96.0);
  font.setHintingPreference(QFont::PreferVerticalHinting);
  return font;
}

}  // namespace

QFont bodyFont() {
  return face(kBody);
}
QFont labelFont() {
  return face(kLabel);
}
QFont figureFont() {
  return emphasised(face(kFigure));
}

QFont emphasised(QFont font) {
  font.setWeight(font.weight() < QFont::Medium ? QFont::DemiBold : QFont::Bold);
  return font;
}

int scaled(double pixels) {
  return static_cast<int>(std::lround(pixels * dpiScale()));
}

}  // namespace bitwright
