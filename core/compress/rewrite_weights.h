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

/// What all modifiers of stage `model` make of the layers that ask for them; last, BatchNormalization is folded
/// (norm_folding.h). Fails with ErrorKind::cancelled only.
[[nodiscard]] Result<RewrittenWeights> rewriteWeights(const Model& model, std::span<const LayerPlan> plans,
                                                      const Job& job);

}  // namespace bitwright
