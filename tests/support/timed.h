// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/environment.h"

namespace bitwright::test {

/// Whether the time something took is judged: only in the entries of the label `timed` (tests/CMakeLists.txt), on a
/// machine that does nothing else. Everywhere else a test looks at what was done.
inline bool timed() {
  return !environment("BITWRIGHT_TIMED").empty();
}

}  // namespace bitwright::test
