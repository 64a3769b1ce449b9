// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <map>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/lowering/plan/integer_plan.h"
#include "core/lowering/rewrite/graph_rewrite.h"

namespace bitwright {

/// The integer nodes of a plan in a copy of its source, by their index in `source`. They are found by what they make.
[[nodiscard]] std::map<int, onnx::NodeProto*> placedNodes(const IntegerPlan& plan, const onnx::GraphProto& source,
                                                          GraphRewrite& rewrite);

/// The value that output `at` of an integer node stands for: behind a Relu or Clip that goes, theirs.
[[nodiscard]] inline const std::string& standsFor(const IntegerNode& node, const onnx::NodeProto& original, int at) {
  return at == 0 ? node.output : original.output(at);
}

/// What one step of an integer node's sums is worth: input scale · weight scale, one or one an output channel.
[[nodiscard]] std::vector<float> sumScales(const IntegerPlan& plan, const IntegerNode& node,
                                           const onnx::NodeProto& original);

/// int32 codes as they are stored, little-endian. The view holds as long as `codes`.
[[nodiscard]] ByteView sumBytes(const std::vector<std::int32_t>& codes);

}  // namespace bitwright
