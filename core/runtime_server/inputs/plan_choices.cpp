// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/inputs/plan_choices.h"

#include "core/base/text/ascii.h"
#include "core/base/text/one_of.h"

namespace bitwright {

bool keepsPast(const std::string& name) {
  return containsAny(asciiLowered(name), {"past", "cache"});
}

}  // namespace bitwright
