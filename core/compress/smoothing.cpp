// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/smoothing.h"

#include <utility>

#include "core/compress/channel_scaling.h"

namespace bitwright {

void Smoothing::addTo(RewrittenWeights& rewritten) const {
  for (const auto& [tensor, scale] : factors) {
    auto values = rewritten.floatsOf(model->tensors()[tensor]);
    scaleChannels(values, channels.at(tensor), scale);
    rewritten.weights[tensor] = std::make_shared<const std::vector<float>>(std::move(values));
  }
  for (const auto& [tensor, values] : vectors) rewritten.biases[tensor] = values;
  rewritten.warnings.insert(rewritten.warnings.end(), warnings.begin(), warnings.end());
}

}  // namespace bitwright
