// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/rewritten_weights.h"

namespace bitwright {

RewrittenWeights::Values RewrittenWeights::weight(std::size_t tensor) const {
  const auto found = weights.find(tensor);
  return found == weights.end() ? nullptr : found->second;
}

std::vector<float> RewrittenWeights::floatsOf(const WeightTensor& tensor) const {
  const auto known = weight(tensor.index);
  return known ? *known : toFloat(tensor);
}

}  // namespace bitwright
