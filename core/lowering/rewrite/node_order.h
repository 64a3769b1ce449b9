// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

namespace bitwright {

/// Puts each node of a graph behind those whose values it or its branches read, as the format asks
/// (https://onnx.ai/onnx/repo-docs/IR.html#graphs). Nodes that stand so already keep their order; a circle, which no
/// valid graph has, stays at the end as it was.
void sortNodes(onnx::GraphProto& graph);

}  // namespace bitwright
