// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "tests/support/model_builder.h"

namespace bitwright::test {

/// A small network for formats that compute in integers, by name: what each is made of stands in its name.
struct IntegerModel {
  std::string name;
  ModelBuilder model;
  int nodes = 0;  ///< that compute in integers in format qdq at opset 13 with uint8 activations
};

/// conv-relu-pool-add, depthwise-clip, matmul-add, gemm-chain, concat-average, transpose-nhwc, split-resize,
/// shared-weight, softmax-between, two-outputs. Operators whose form changed with the opset are written as it asks.
[[nodiscard]] std::vector<IntegerModel> integerModels(std::int64_t opset = 13, std::int64_t ir = 8);

}  // namespace bitwright::test
