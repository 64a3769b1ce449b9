// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace bitwright {

/// For stages that run while the person drags: where the cores are busy, the window's thread goes first. Called on the
/// stage's own thread; the threads it starts follow it.
void yieldToTheWindow();

}  // namespace bitwright
