// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recipe/modifier.h"

namespace bitwright {

/// `equalization`: cross-layer equalization (Nagel et al. 2019, Data-Free Quantization Through Weight Equalization and
/// Bias Correction, section 4.1): for each channel between two layers of which both ask for it, the factor that makes
/// its largest magnitude the same in both, over and over until nothing moves. A channel that is all zero, or not
/// finite, in either stays. Deterministic.
[[nodiscard]] const Modifier& equalizationModifier();

}  // namespace bitwright
