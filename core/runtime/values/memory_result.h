// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/runtime/values/fields.h"

namespace bitwright {

struct MemoryResult {
  std::uint64_t loadPeakBytes =
      0;  ///< highest resident set while the session is built, above the process's own before it
  std::uint64_t residentBytes = 0;  ///< resident set after one inference, above the process's own before loading
};

template <>
struct Fields<MemoryResult> {
  static void visit(auto& field, auto& item) {
    auto& [loadPeakBytes, residentBytes] = item;
    field("load_peak_bytes", loadPeakBytes), field("resident_bytes", residentBytes);
  }
};

}  // namespace bitwright
