// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <vector>

namespace bitwright {

/// Which inputs of a node become float16 where it computes in it: those of the operator's own float type by its page at
/// https://onnx.ai/onnx/operators/, at this version of the default domain. Empty: it takes none, or is not known here.
[[nodiscard]] std::vector<int> float16Inputs(const onnx::NodeProto& node, std::int64_t opset);

/// Which of its outputs become float16 with them.
[[nodiscard]] std::vector<int> float16Outputs(const onnx::NodeProto& node);

/// Whether it computes anything that is rounded, or moves, picks and bounds values alone.
[[nodiscard]] bool roundsResults(const onnx::NodeProto& node);

/// From which version on nodes of the default domain are looked at.
inline constexpr std::int64_t kHalfOpset = 7;

}  // namespace bitwright
