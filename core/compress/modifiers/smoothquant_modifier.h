// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recipe/modifier.h"

namespace bitwright {

/// `smoothquant` (core/compress/smoothing_factors.h): channels of what a MatMul or Gemm reads are scaled down where
/// they are large, and its weights up. Where a normalization in front can take the factors, its weight and bias do;
/// else a Mul by them is added, if it makes the noise of what the layers give so much smaller that it is worth one.
[[nodiscard]] const Modifier& smoothquantModifier();

}  // namespace bitwright
