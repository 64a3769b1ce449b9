// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace bitwright {

enum class Glyph { undo, redo, close, menu, add, play, copy, rename, remove, folder, tree };

/// A line icon in the text's colour, faint where disabled; drawn at any resolution. Ask again when the theme changed.
[[nodiscard]] QIcon glyphIcon(Glyph glyph);
/// The application's own mark: a histogram of four levels.
[[nodiscard]] QIcon applicationIcon();

}  // namespace bitwright
