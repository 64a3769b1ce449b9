// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <map>

#include "core/compress/compressed_model.h"
#include "core/lowering/plan/integer_plan.h"
#include "core/lowering/rewrite/graph_rewrite.h"

namespace bitwright {

/// Takes folded BatchNormalization nodes out of a copy of the source. A layer that is not among `integers` gets the
/// folded bias and gives the result itself; those that are, their form writes. A MatMul with a bias becomes a Gemm.
void takeOutFolded(GraphRewrite& rewrite, const CompressedModel& compressed,
                   const std::map<int, IntegerNode>& integers);

/// A node as it takes a bias: a MatMul as Gemm, and its third input there.
void makeRoomForBias(onnx::NodeProto& node);

}  // namespace bitwright
