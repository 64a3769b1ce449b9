// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtTest/QtTest>

#include "tests/support/locales.h"

/// Where the locale is not installed: skips, or fails where the environment says that it has to be.
#define BW_NEED_LOCALE(inLocale)                                                     \
  do {                                                                               \
    if ((inLocale).isThere()) break;                                                 \
    if (bitwright::test::localesAreRequired()) QFAIL("the locale is not installed"); \
    QSKIP("the locale is not installed");                                            \
  } while (false)
