// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/modifiers/bias_correction_modifier.h"

namespace bitwright {

const Modifier& biasCorrectionModifier() {
  static const Modifier modifier{
      "bias_correction",
      BW_MESSAGE("modifier.bias_correction", "Bias correction"),
      BW_MESSAGE("modifier.bias_correction.about",
                 "Takes off each layer's bias what coarse weights move the mean of its channels by on calibration "
                 "data: no byte more, and at 3 and 4 bits "
                 "often most of the lost accuracy back; needs calibration data and a stored bias."),
      "Nagel et al. 2019, Data-Free Quantization Through Weight Equalization and Bias Correction",
      {},
      ModifierStage::biases,
      false,
      true,
      nullptr};
  return modifier;
}

}  // namespace bitwright
