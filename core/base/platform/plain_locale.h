// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace bitwright::platform {

/// From here on the C library reads and writes on this thread as in the C locale. Gives what goes back to the earlier
/// one; null where nothing was changed.
[[nodiscard]] void* enterPlainLocale();
void leavePlainLocale(void* earlier);

}  // namespace bitwright::platform
