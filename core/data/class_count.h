// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace bitwright {

/// How many samples a class has.
struct ClassCount {
  std::int64_t label = 0;
  std::string name;  ///< may be empty
  std::int64_t samples = 0;
  friend bool operator==(const ClassCount&, const ClassCount&) = default;
};

}  // namespace bitwright
