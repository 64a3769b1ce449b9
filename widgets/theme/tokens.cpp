// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/tokens.h"

namespace bitwright {

const Tokens& lightTokens() {
  static const Tokens tokens{
      .dark = false,
      .background = QColor(0xf6f7f9),
      .panel = QColor(0xffffff),
      .line = QColor(0xe3e6eb),
      .grid = QColor(0xedf0f4),
      .text = QColor(0x1b2330),
      .dim = QColor(0x5d6778),
      .faint = QColor(0x98a2b3),
      .accent = QColor(0x2f6fed),
      .accentSoft = QColor(0xe7effe),
      .selection = QColor(0xeaf1ff),
      .onAccent = QColor(0xffffff),
      .original = QColor(0x9aa7b8),
      .originalSoft = QColor(0xd7dde6),
      .series = {QColor(0x2f6fed), QColor(0x0f9d8a), QColor(0xc2410c), QColor(0x8b5cf6), QColor(0xb7791f)},
      .good = QColor(0x1a7f56),
      .warn = QColor(0xb25e09),
      .bad = QColor(0xc0362c),
  };
  return tokens;
}

const Tokens& darkTokens() {
  static const Tokens tokens{
      .dark = true,
      .background = QColor(0x14171c),
      .panel = QColor(0x1b1f26),
      .line = QColor(0x2b313b),
      .grid = QColor(0x262c35),
      .text = QColor(0xe6eaf0),
      .dim = QColor(0x9aa5b5),
      .faint = QColor(0x6b7686),
      .accent = QColor(0x6ea0ff),
      .accentSoft = QColor(0x22304d),
      .selection = QColor(0x232f47),
      .onAccent = QColor(0x0d1420),
      .original = QColor(0x7d8a9c),
      .originalSoft = QColor(0x323a46),
      .series = {QColor(0x6ea0ff), QColor(0x3ec7b2), QColor(0xf08a5d), QColor(0xb69cff), QColor(0xe0b252)},
      .good = QColor(0x4cc38a),
      .warn = QColor(0xf0a04b),
      .bad = QColor(0xf2726a),
  };
  return tokens;
}

QColor mixed(const QColor& under, const QColor& over, double share) {
  const auto mix = [share](float a, float b) { return static_cast<float>(a + (b - a) * share); };
  return QColor::fromRgbF(mix(under.redF(), over.redF()), mix(under.greenF(), over.greenF()),
                          mix(under.blueF(), over.blueF()));
}

}  // namespace bitwright
