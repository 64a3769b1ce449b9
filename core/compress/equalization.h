// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/rewritten_weights.h"
#include "core/model/model.h"
#include "core/recipe/recipe.h"

namespace bitwright {

/// Cross-layer equalization (Nagel et al. 2019, Data-Free Quantization Through Weight Equalization and Bias Correction,
/// section 4.1): for each channel between two layers of which both ask for it, the factor that makes its largest
/// magnitude the same in both, over and over until nothing moves. A channel that is all zero, or not finite, in either
/// stays. Last, BatchNormalization is folded (norm_folding.h). Deterministic. Fails with ErrorKind::cancelled only.
[[nodiscard]] Result<RewrittenWeights> equalize(const Model& model, std::span<const LayerPlan> plans, const Job& job);

}  // namespace bitwright
