// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/compress/rewritten_weights.h"
#include "core/model/model.h"
#include "core/recipe/recipe.h"

namespace bitwright {

/// Folds each BatchNormalization behind a layer whose plan asks for it into that layer's weight and bias, in double,
/// rounded once; into what `equalized` holds of them where it does. What is left of the node changes nothing (factor 1,
/// mean 0, variance 1 − ε) but to add the bias of a layer that has none, so that the network computes the same with the
/// node as without it: formats that compute in integers leave it out, all others may leave it where it is.
void foldNorms(const Model& model, std::span<const LayerPlan> plans, RewrittenWeights& equalized);
/// One of them.
void foldNorm(const Model& model, const BatchNormFold& fold, RewrittenWeights& equalized);

}  // namespace bitwright
