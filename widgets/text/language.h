// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;

namespace bitwright {

/// Chooses the window's language: BITWRIGHT_LANGUAGE ("de", "en"), else the system's. Numbers follow the same locale.
/// To be called once, before any text is made.
void installLanguage(QCoreApplication& application);

}  // namespace bitwright
