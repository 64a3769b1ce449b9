// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace bitwright {

/// Version, licences, and what it is made with.
void showAbout(QWidget* parent);

}  // namespace bitwright
