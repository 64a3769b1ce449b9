// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/compress/rewritten_weights.h"
#include "core/compress/scaled_inputs.h"
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
  /// The equalized or folded version of what the model holds, where there is one: what was encoded, or the bias before
  /// it is corrected.
  std::shared_ptr<const std::vector<float>> rewritten;
  ErrorMetrics error;  ///< decoded against what was encoded; meaningful where encoded
  /// Raw elements that stand in the place of one that is not encoded: a corrected, equalized or folded bias. Null: it
  /// is as it was.
  std::shared_ptr<const std::vector<std::byte>> replacement;
  double bitsPerWeight = 0.0;  ///< original width where not encoded
  bool packed = false;         ///< is kept packed: what reads it decodes it (core/export/packing/packed_choice.h)
  Message formReason;  ///< why it is kept packed or decoded, and what was measured; empty where there was no choice
  Message skipped;     ///< why a chosen scheme was not applied (NaN weights, …); empty otherwise
};

/// A model, a recipe and the tensors it gave: all an exporter needs.
struct CompressedModel {
  std::shared_ptr<const Model> model;
  Recipe recipe;
  std::vector<CompressedLayer> layers;  ///< one a tensor, in inventory order
  std::vector<Message> warnings;
  bool scaledBetweenLayers = false;  ///< equalized: values between layers are others than in the model
  ScaledInputs scaled;               ///< what smoothing changed
  BatchNormFolds
      norms;  ///< BatchNormalization nodes that were folded, and those that could not be where that was wanted
};

/// Whether the layer is encoded and its spec has that part; whether any layer is so.
[[nodiscard]] bool asksFor(const CompressedLayer& layer, const Modifier& modifier);
[[nodiscard]] bool asksFor(const CompressedModel& compressed, const Modifier& modifier);

/// Whether any layer is kept packed.
[[nodiscard]] bool keepsPacked(const CompressedModel& compressed);

/// As CompressedLayer::replacement holds them.
[[nodiscard]] std::shared_ptr<const std::vector<std::byte>> replacementBytes(const std::vector<float>& values);

/// What tensor `index` holds in the compressed model where it is not encoded.
[[nodiscard]] ByteView finalBytes(const CompressedModel& compressed, std::size_t index);
[[nodiscard]] std::vector<float> finalFloats(const CompressedModel& compressed, std::size_t index);

/// Layer `index`, encoded so far, stays as floats after all: those that were encoded, where equalization or folding
/// changed them.
void keepAsFloats(CompressedModel& compressed, std::size_t index, Message why);

}  // namespace bitwright
