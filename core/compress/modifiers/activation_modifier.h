// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recipe/modifier.h"

namespace bitwright {

/// `act`, behind a scheme: how the values a layer reads and makes are quantized when the model is exported with integer
/// activations.
///   type=uint8|int8|uint16|int16|float    float: this layer computes in floats
///   symmetric=true|false                  the zero point stands in the middle of the type's range
/// B. Jacob et al., "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference",
/// CVPR 2018.
[[nodiscard]] const Modifier& activationModifier();

}  // namespace bitwright
