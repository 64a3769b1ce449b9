// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/schemes/activations.h"
#include "core/schemes/bias_correction.h"
#include "core/schemes/equalization.h"
#include "core/schemes/gptq.h"
#include "core/schemes/pruning.h"

namespace bitwright {

std::span<const Modifier* const> allModifiers() {
  static const auto modifiers =
      std::to_array<const Modifier*>({&equalizationModifier(), &pruneModifier(), &activationModifier(), &gptqModifier(), &biasCorrectionModifier()});
  return modifiers;
}

const Modifier* findModifier(std::string_view id) {
  for (const Modifier* modifier : allModifiers()) {
    if (modifier->id == id) return modifier;
  }
  return nullptr;
}

}  // namespace bitwright
