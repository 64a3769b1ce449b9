// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace bitwright {

/// One movement of a hand, from where it takes hold to where it lets go: what is edited within is one step to undo. No
/// two are the same; `kNoGesture` is a choice of its own.
using Gesture = quint64;
constexpr Gesture kNoGesture = 0;

[[nodiscard]] inline Gesture newGesture() {
  static Gesture last = kNoGesture;  // the window's thread is the only one that edits
  return ++last;
}

}  // namespace bitwright
