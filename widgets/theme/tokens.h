// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <array>

namespace bitwright {

/// The colours everything is drawn with; no widget names a colour of its own. Text on background and panel keeps a
/// contrast of at least 4.5 : 1; `faint` is for hints and never carries meaning alone.
struct Tokens {
  bool dark = false;
  QColor background, panel, line, grid;
  QColor text, dim, faint;
  QColor accent, accentSoft, selection;
  QColor onAccent;  ///< text on the accent
  QColor original, originalSoft;
  std::array<QColor, 5> series;
  QColor good, warn, bad;
};

[[nodiscard]] const Tokens& lightTokens();
[[nodiscard]] const Tokens& darkTokens();

/// `over` mixed into `under`, `share` of it in 0–1.
[[nodiscard]] QColor mixed(const QColor& under, const QColor& over, double share);

}  // namespace bitwright
