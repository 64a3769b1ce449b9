// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/compress/compressed_model.h"
#include "core/graph/channel_elements.h"
#include "core/model/wire/late_bytes.h"
#include "core/model/writing/model_edit.h"

namespace bitwright {

/// What scaling the inputs of layers changed (core/compress/smoothing.h), as a file says it of itself, so that whoever
/// has the original can tell it from tensors that were tampered with. By the names of tensors of the main graph.
struct ScaledInputsNote {
  struct Weight {
    std::string tensor;
    std::string factors;  ///< the stored vector: the weight's input channels times it are the original's
    ChannelElements inputs{};
  };
  std::vector<Weight> weights;
  std::set<std::string> vectors;  ///< of normalizations
};

/// Writes it into the file's metadata; nothing where nothing is scaled.
void noteScaledInputs(const CompressedModel& compressed, ModelEdit& edit);
/// Empty where the file says nothing, or nothing that can be read.
[[nodiscard]] ScaledInputsNote scaledInputsOf(const Model& written);

/// Weights that were decoded, as a model without the Muls in front of their layers has them.
[[nodiscard]] DecodedTensors unscaled(DecodedTensors decoded, const CompressedModel& compressed);
/// The same of one.
[[nodiscard]] LateBytes unscaled(LateBytes weight, const ChannelElements& inputs, std::vector<float> factors);

}  // namespace bitwright
