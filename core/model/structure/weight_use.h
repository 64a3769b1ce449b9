// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace bitwright {

/// How an operator uses one of its inputs, where that input is a weight.
struct WeightUse {
  int channelAxis = -1;  ///< output-channel axis of a weight of this shape; -1 where it has none
};

/// Whether `input` of `node` is a weight of an operator that is known (weight_operators.h), and its output-channel axis
/// for a weight of `shape`. Nothing for biases, scales, indices and all other operators.
[[nodiscard]] std::optional<WeightUse> weightUse(const onnx::NodeProto& node, int input,
                                                 const std::vector<std::int64_t>& shape);

/// Whether the operator reads or makes integer codes: what it reads is quantized already.
[[nodiscard]] bool isQuantizedOperator(const onnx::NodeProto& node);

/// For operators that hand their only input on as it is, or with its axes permuted: `permutation` such that output axis
/// i is input axis permutation[i]. Nothing for all others.
[[nodiscard]] std::optional<std::vector<int>> passedOn(const onnx::NodeProto& node, int rank);

}  // namespace bitwright
