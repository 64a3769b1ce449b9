// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace bitwright::platform {

/// Ctrl-C, and what a system sends that wants a program to end, waited for in place of ending it. Made before any other
/// thread runs: those that are started later leave them alone too.
class StopSignals {
 public:
  StopSignals();
  /// Whether one came within so long.
  [[nodiscard]] bool wait(std::chrono::milliseconds longest) const;
};

}  // namespace bitwright::platform
