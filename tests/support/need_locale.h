// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

#include "tests/support/locales.h"

/// Where the locale is not installed: leaves the test, or fails where the environment says that it has to be.
#define BW_NEED_LOCALE(inLocale)                                                    \
  if (!(inLocale).isThere()) {                                                      \
    if (bitwright::test::localesAreRequired()) FAIL("the locale is not installed"); \
    MESSAGE("skipped: the locale is not installed");                                \
    return;                                                                         \
  }                                                                                 \
  static_assert(true)
