// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/modifiers/activation_modifier.h"

#include "core/schemes/common_parameters.h"

namespace bitwright {

const Modifier& activationModifier() {
  static const Modifier modifier = [] {
    Modifier made{"act",
                  BW_MESSAGE("modifier.act", "Activations"),
                  BW_MESSAGE("modifier.act.about",
                             "Quantizes what the layer reads and makes, so that it computes in integers: faster where "
                             "the processor has kernels for "
                             "them; needs uniform weights of at most 8 bits and calibration data."),
                  "Jacob et al. 2018, Quantization and Training of Neural Networks for Efficient "
                  "Integer-Arithmetic-Only Inference",
                  {},
                  ModifierStage::activations,
                  false,
                  true,
                  nullptr};
    made.parameters.push_back(
        choiceParameter("type", BW_MESSAGE("modifier.act.type", "Type"),
                        BW_MESSAGE("modifier.act.type.help",
                                   "Of the quantized values; on 16 bits stock runtimes compute in floats between them. "
                                   "float: as they are; float16: not "
                                   "quantized, the layer computes in float16."),
                        {"uint8", "int8", "uint16", "int16", "float", "float16"},
                        {BW_MESSAGE("modifier.act.uint8", "uint8"), BW_MESSAGE("modifier.act.int8", "int8"),
                         BW_MESSAGE("modifier.act.uint16", "uint16"), BW_MESSAGE("modifier.act.int16", "int16"),
                         BW_MESSAGE("modifier.act.float", "float"), BW_MESSAGE("modifier.act.float16", "float16")},
                        "uint8"));
    made.parameters.push_back(
        booleanParameter("symmetric", BW_MESSAGE("modifier.act.symmetric", "Symmetric"),
                         BW_MESSAGE("modifier.act.symmetric.help",
                                    "Zero stands in the middle of the range: half of it is lost behind a ReLU."),
                         false));
    return made;
  }();
  return modifier;
}

}  // namespace bitwright
