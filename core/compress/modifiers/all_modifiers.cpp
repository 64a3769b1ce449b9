// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/recipe/modifier.h"

// Every modifier, in the order they are applied. NAME stands for `const Modifier& NAMEModifier()`, defined in the
// modifier's own file.
#define BITWRIGHT_MODIFIERS(MODIFIER) \
  MODIFIER(equalization)              \
  MODIFIER(smoothquant)               \
  MODIFIER(awq)                       \
  MODIFIER(prune)                     \
  MODIFIER(activation)                \
  MODIFIER(gptq)                      \
  MODIFIER(biasCorrection)            \
  /* a new one: its line goes above this one */

namespace bitwright {

#define BITWRIGHT_DECLARE(name) const Modifier& name##Modifier();
BITWRIGHT_MODIFIERS(BITWRIGHT_DECLARE)
#undef BITWRIGHT_DECLARE

std::span<const Modifier* const> allModifiers() {
#define BITWRIGHT_LIST(name) &name##Modifier(),
  static const auto modifiers = std::to_array<const Modifier*>({BITWRIGHT_MODIFIERS(BITWRIGHT_LIST)});
#undef BITWRIGHT_LIST
  return modifiers;
}

}  // namespace bitwright
