// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/lowering/rewrite/graph_rewrite.h"

namespace bitwright {

/// Stored values for a result: one, or one an output channel of a result whose channels have `behind` dimensions behind
/// them.
[[nodiscard]] std::string channelValues(GraphRewrite& rewrite, const std::vector<float>& values, std::size_t behind);

/// int32 sums become floats, are multiplied by the value called `scale`, and where `bias` is no empty name that is
/// added: result `to`. The nodes stand behind the one that makes `place`.
void addScaledSums(GraphRewrite& rewrite, const std::string& place, const std::string& sums, const std::string& scale,
                   const std::string& bias, const std::string& to);

/// A Conv as ConvInteger, whose channels keep the scales of their sums: its result `output` are floats. `codes` are its
/// input's integers, of that zero point; its weight is stored as unsigned ones under its own name.
/// https://onnx.ai/onnx/operators/onnx__ConvInteger.html
void becomeConvInteger(GraphRewrite& rewrite, onnx::NodeProto& node, const onnx::NodeProto& original,
                       const IntegerNode& planned, const std::string& codes, const std::string& zeroPoint,
                       const std::vector<float>& scales, const std::vector<float>& bias, std::size_t behind);

}  // namespace bitwright
