// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/base/message.h"
#include "core/base/result.h"
#include "core/graph/batch_norm_folds.h"
#include "core/model/model.h"
#include "core/recipe/recipe.h"

namespace bitwright {

/// What takes the place of tensors before they are encoded: the same network with other numbers.
struct Equalized {
  using Values = std::shared_ptr<const std::vector<float>>;
  std::map<std::size_t, Values> weights;  ///< by index in Model::tensors()
  std::map<std::size_t, Values> biases;   ///< and what is left of a BatchNormalization that was folded: not encoded, the same index
  std::vector<Message> warnings;          ///< layers that ask for it and have no partner; how many nodes were folded
  bool betweenLayers = false;             ///< values between layers are others than in the model
  BatchNormFolds norms;                   ///< those that were folded, and those that could not be

  /// Null where the tensor is encoded as it is.
  [[nodiscard]] Values weight(std::size_t tensor) const;
};

/// Cross-layer equalization (Nagel et al. 2019, Data-Free Quantization Through Weight Equalization and Bias Correction, section 4.1): for each channel between
/// two layers of which both ask for it, the factor that makes its largest magnitude the same in both, over and over until nothing moves. A channel that is all
/// zero, or not finite, in either stays. Last, BatchNormalization is folded (norm_folding.h). Deterministic. Fails with ErrorKind::cancelled only.
[[nodiscard]] Result<Equalized> equalize(const Model& model, std::span<const LayerPlan> plans, const Job& job);

}  // namespace bitwright
