// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/modifier.h"

namespace bitwright {

Result<ParameterValues> completeParameters(const Modifier& modifier, const ParameterValues& given) {
  return completeParameters(modifier.id, modifier.parameters, given);
}

const Modifier* findModifier(std::string_view id) {
  for (const Modifier* modifier : allModifiers()) {
    if (modifier->id == id) return modifier;
  }
  return nullptr;
}

}  // namespace bitwright
