// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

namespace bitwright {

/// What belongs to the person, not to a model: theme, recent files, layout of the window.
[[nodiscard]] inline QSettings settings() {
  return QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("Bitwright"),
                   QStringLiteral("bitwright"));
}

}  // namespace bitwright
