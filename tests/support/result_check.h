// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <doctest/doctest.h>

/// Fails the test case with the error's own line where a Result holds no value. For the tests of core; those of the
/// window have tests/support/qt_result_check.h.
#define BW_VERIFY_RESULT(result)                                        \
  do {                                                                  \
    const auto& bwVerified = (result);                                  \
    REQUIRE_MESSAGE(bwVerified.has_value(), bwVerified.error().line()); \
  } while (false)
