// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <vector>

#include "core/base/message.h"
#include "core/graph/batch_norm_folds.h"
#include "core/model/weight_tensor.h"

namespace bitwright {

/// What takes the place of tensors before they are encoded: the same network with other numbers.
struct RewrittenWeights {
  using Values = std::shared_ptr<const std::vector<float>>;
  std::map<std::size_t, Values> weights;  ///< by index in Model::tensors()
  std::map<std::size_t, Values>
      biases;  ///< and what is left of a BatchNormalization that was folded: not encoded, the same index
  std::vector<Message> warnings;  ///< layers that ask for it and have no partner; how many nodes were folded
  bool betweenLayers = false;     ///< values between layers are others than in the model
  BatchNormFolds norms;           ///< those that were folded, and those that could not be

  /// Null where the tensor is encoded as it is.
  [[nodiscard]] Values weight(std::size_t tensor) const;
  /// What is encoded of that tensor, as floats.
  [[nodiscard]] std::vector<float> floatsOf(const WeightTensor& tensor) const;
};

}  // namespace bitwright
