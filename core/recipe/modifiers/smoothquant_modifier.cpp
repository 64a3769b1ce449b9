// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/modifiers/smoothquant_modifier.h"

namespace bitwright {

const Modifier& smoothquantModifier() {
  static const Modifier modifier{
      "smoothquant",
      BW_MESSAGE("modifier.smoothquant", "SmoothQuant"),
      BW_MESSAGE("modifier.smoothquant.about",
                 "Scales the channels that a MatMul or Gemm reads until none is much larger than the others, and its "
                 "weights the other way, as far as calibration data say that it pays: for transformers whose "
                 "activations become integers; a Mul is added where no normalization in front can take the factors."),
      "Xiao et al. 2023, SmoothQuant: Accurate and Efficient Post-Training Quantization for Large Language Models",
      {},
      ModifierStage::inputs,
      false,
      false,
      nullptr};
  return modifier;
}

}  // namespace bitwright
