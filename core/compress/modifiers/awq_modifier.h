// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recipe/modifier.h"

namespace bitwright {

/// `awq`, behind a scheme: activation-aware scaling (Lin et al. 2024, section 3.2). The channels of what a MatMul or
/// Gemm reads are divided by (√E[x²])^α and its weights multiplied, with the α of 0, 0.05 … 0.95 whose codes, as the
/// layer's own scheme chooses them, change least of what the layers give: Σ E[x²] (Q(w · s) ÷ s − w)², the channels
/// taken as independent (the paper runs each block). Where a normalization in front can take the factors, it does; else
/// a Mul is added where it gains 1 dB. Deterministic.
[[nodiscard]] const Modifier& awqModifier();

}  // namespace bitwright
