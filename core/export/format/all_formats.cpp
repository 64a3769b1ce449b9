// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/export/format/format.h"

// Every format, in the order people see them. NAME stands for `const Format& NAMEFormat()`, defined in the format's own
// file.
#define BITWRIGHT_FORMATS(FORMAT) \
  FORMAT(automatic)               \
  FORMAT(weights)                 \
  FORMAT(weightsDq)               \
  FORMAT(dynamic)                 \
  FORMAT(qdq)                     \
  FORMAT(qoperator)               \
  /* a new one: its line goes above this one */

namespace bitwright {

#define BITWRIGHT_DECLARE(name) const Format& name##Format();
BITWRIGHT_FORMATS(BITWRIGHT_DECLARE)
#undef BITWRIGHT_DECLARE

std::span<const Format* const> allFormats() {
#define BITWRIGHT_LIST(name) &name##Format(),
  static const auto formats = std::to_array<const Format*>({BITWRIGHT_FORMATS(BITWRIGHT_LIST)});
#undef BITWRIGHT_LIST
  return formats;
}

}  // namespace bitwright
