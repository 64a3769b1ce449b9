// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/compress/rewritten_weights.h"
#include "core/model/model.h"
#include "core/recipe/recipe.h"

namespace bitwright {

struct Smoothing;

/// All of a recipe that needs no data: rewrites and encodes every layer of the plan, parallel over and inside layers,
/// cancellable, same result on any number of threads. A tensor its scheme refuses (NaN, infinite) stays as it is and
/// says why. Fails with ErrorKind::cancelled or what resolving failed with.
/// `smoothing`: what else scales tensors of `model`, the one that it holds.
[[nodiscard]] Result<CompressedModel> encodeLayers(std::shared_ptr<const Model> model, const Recipe& recipe,
                                                   const Job& job, const Smoothing* smoothing = nullptr);

/// The layers that are encoded together with `index`, itself among them: those of its group where the scheme encodes
/// groups, else it alone.
[[nodiscard]] std::vector<std::size_t> encodedTogether(std::span<const LayerPlan> plans, std::size_t index);
/// All that the encoding of layer `index` depends on beside the weights: equal texts, equal results.
[[nodiscard]] std::string encodingKey(std::span<const LayerPlan> plans, std::size_t index);
/// The layers `together`, as encodedTogether gives them, in that order; `equalized` is of the same plans.
[[nodiscard]] Result<std::vector<CompressedLayer>> compressTogether(const Model& model,
                                                                    std::span<const LayerPlan> plans,
                                                                    const RewrittenWeights& equalized,
                                                                    const std::vector<std::size_t>& together,
                                                                    const Job& job);
/// Layer `index` alone, for previews: the same result as `encodeLayers` gives for it. `plans` are those of the whole
/// model: where the scheme encodes groups, the layer's whole group is encoded.
[[nodiscard]] Result<CompressedLayer> compressLayer(const Model& model, std::span<const LayerPlan> plans,
                                                    std::size_t index, const Job& job);

}  // namespace bitwright
