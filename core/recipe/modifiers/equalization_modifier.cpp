// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/modifiers/equalization_modifier.h"

namespace bitwright {

const Modifier& equalizationModifier() {
  static const Modifier modifier{
      "equalization",
      BW_MESSAGE("modifier.equalization", "Equalization"),
      BW_MESSAGE("modifier.equalization.about",
                 "Moves scale between a layer and the next until each channel fills the same range in both, before "
                 "they are stored: no byte more and "
                 "no data, "
                 "much gained with one range a tensor; only between layers that both have it, with a ReLU, pooling or "
                 "nothing between them."),
      "Nagel et al. 2019, Data-Free Quantization Through Weight Equalization and Bias Correction",
      {},
      ModifierStage::model,
      false,
      false,
      nullptr};
  return modifier;
}

}  // namespace bitwright
