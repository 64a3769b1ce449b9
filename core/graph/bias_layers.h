// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/model/model.h"

namespace bitwright {

/// A Conv, ConvTranspose, Gemm or MatMul of the main graph with a stored weight, and the stored bias that shifts each
/// channel of its result.
struct BiasLayer {
  std::string id;          ///< as a layer's (contract.md, Layers)
  std::size_t weight = 0;  ///< index in Model::tensors()
  std::size_t bias =
      0;  ///< the same; float32, one value a channel, read by nothing else. Of a MatMul it is the Add's behind it
  std::string result;   ///< the value the bias was added to
  int channelAxis = 1;  ///< of the result; −1: the last
  Message reason;       ///< why there is no such bias; empty where there is
};

/// In the order in which they compute.
[[nodiscard]] std::vector<BiasLayer> biasLayers(const Model& model);

}  // namespace bitwright
