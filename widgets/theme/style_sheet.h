// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "widgets/theme/tokens.h"

namespace bitwright {

/// The application's one style sheet. Widgets opt in by the dynamic property `role` (see style_sheet.cpp) rather than
/// by their names.
[[nodiscard]] QString styleSheet(const Tokens& tokens);

}  // namespace bitwright
