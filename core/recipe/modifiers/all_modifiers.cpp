// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/recipe/modifiers/activation_modifier.h"
#include "core/recipe/modifiers/bias_correction_modifier.h"
#include "core/recipe/modifiers/equalization_modifier.h"
#include "core/recipe/modifiers/gptq_modifier.h"
#include "core/recipe/modifiers/pruning_modifier.h"

namespace bitwright {

std::span<const Modifier* const> allModifiers() {
  static const auto modifiers =
      std::to_array<const Modifier*>({&equalizationModifier(), &pruneModifier(), &activationModifier(), &gptqModifier(), &biasCorrectionModifier()});
  return modifiers;
}

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
