// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/modifiers/gptq_modifier.h"

namespace bitwright {

const Modifier& gptqModifier() {
  static const Modifier modifier{
      "gptq",
      BW_MESSAGE("modifier.gptq", "GPTQ"),
      BW_MESSAGE(
          "modifier.gptq.about",
          "Chooses each weight's level on calibration data, so that it makes up for what the levels of the weights "
          "before it changed of the layer's "
          "result: no byte more, and at 2 to 4 bits often most of the lost accuracy back; needs calibration data."),
      "Frantar et al. 2023, GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers; Frantar "
      "and Alistarh 2022, Optimal "
      "Brain "
      "Compression",
      {},
      ModifierStage::codes,
      false,
      true,
      nullptr};
  return modifier;
}

}  // namespace bitwright
