// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/equalization.h"
#include "core/encoding/encoded_tensor.h"
#include "core/graph/batch_norm_folds.h"
#include "core/model/model.h"
#include "core/recipe/recipe.h"
#include "core/stats/error_metrics.h"

namespace bitwright {

/// What became of one tensor.
struct CompressedLayer {
  std::size_t tensor = 0;  ///< index into Model::tensors()
  LayerPlan plan;
  std::shared_ptr<const EncodedTensor> encoded;  ///< null: stays as it is
  /// The equalized or folded version of what the model holds, where there is one: what was encoded, or the bias before it is corrected.
  std::shared_ptr<const std::vector<float>> equalized;
  ErrorMetrics error;  ///< decoded against what was encoded; meaningful where encoded
  /// Raw elements that stand in the place of one that is not encoded: a corrected, equalized or folded bias. Null: it is as it was.
  std::shared_ptr<const std::vector<std::byte>> changed;
  double bitsPerWeight = 0.0;  ///< original width where not encoded
  Message skipped;             ///< why a chosen scheme was not applied (NaN weights, …); empty otherwise
};

/// A model, a recipe and the tensors it gave: all an exporter needs.
struct CompressedModel {
  std::shared_ptr<const Model> model;
  Recipe recipe;
  std::vector<CompressedLayer> layers;  ///< one a tensor, in inventory order
  std::vector<Message> warnings;
  bool scaledBetweenLayers = false;  ///< equalized: values between layers are others than in the model
  BatchNormFolds norms;              ///< BatchNormalization nodes that were folded, and those that could not be where that was wanted
};

/// What tensor `index` holds in the compressed model where it is not encoded.
[[nodiscard]] ByteView keptBytes(const CompressedModel& compressed, std::size_t index);
[[nodiscard]] std::vector<float> keptFloats(const CompressedModel& compressed, std::size_t index);

/// Layer `index`, encoded so far, stays as floats after all: those that were encoded, where equalization or folding changed them.
void keepAsFloats(CompressedModel& compressed, std::size_t index, Message why);

/// Encodes every layer of the plan: parallel over and inside layers, cancellable, same result on any number of threads. A tensor its scheme
/// refuses (NaN, infinite) stays as it is and says why. Fails with ErrorKind::cancelled or what resolving failed with.
[[nodiscard]] Result<CompressedModel> compress(std::shared_ptr<const Model> model, const Recipe& recipe, const Job& job);

/// The layers that are encoded together with `index`, itself among them: those of its group where the scheme encodes groups, else it alone.
[[nodiscard]] std::vector<std::size_t> encodedTogether(std::span<const LayerPlan> plans, std::size_t index);
/// All that the encoding of layer `index` depends on beside the weights: equal texts, equal results.
[[nodiscard]] std::string encodingKey(std::span<const LayerPlan> plans, std::size_t index);
/// The layers `together`, as encodedTogether gives them, in that order; `equalized` is of the same plans.
[[nodiscard]] Result<std::vector<CompressedLayer>> compressTogether(const Model& model, std::span<const LayerPlan> plans, const Equalized& equalized,
                                                                    const std::vector<std::size_t>& together, const Job& job);
/// Layer `index` alone, for previews: the same result as `compress` gives for it. `plans` are those of the whole model: where the scheme
/// encodes groups, the layer's whole group is encoded.
[[nodiscard]] Result<CompressedLayer> compressLayer(const Model& model, std::span<const LayerPlan> plans, std::size_t index, const Job& job);

}  // namespace bitwright
