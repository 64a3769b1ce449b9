// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtTest/QtTest>

/// Fails the test with the error's own line where a Result holds no value.
#define BW_VERIFY_RESULT(result) \
  QVERIFY2((result).has_value(), (result).has_value() ? "" : (result).error().line().c_str())
