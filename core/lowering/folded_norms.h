// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <map>
#include <string>

#include "core/compress/compress.h"
#include "core/graph/main_graph.h"
#include "core/lowering/graph_rewrite.h"
#include "core/lowering/integer_plan.h"

namespace bitwright {

/// The BatchNormalization that was folded into node `layer` of the source's main graph; null for none.
[[nodiscard]] const BatchNormFold* foldInto(const CompressedModel& compressed, int layer);

/// What node `index` of the source's main graph gives: where a BatchNormalization was folded into it, that one's result.
[[nodiscard]] const std::string& resultOf(const CompressedModel& compressed, const onnx::GraphProto& source, int index);

/// Why BatchNormalization `norm` stays behind a layer that computes in integers; empty where there is nothing to say.
[[nodiscard]] Message whyKept(const CompressedModel& compressed, int norm);

/// Takes folded BatchNormalization nodes out of a copy of the source. A layer that is not among `integers` gets the folded bias and gives the result itself; those
/// that are, their form writes. A MatMul with a bias becomes a Gemm.
void takeOutFolded(GraphRewrite& rewrite, const CompressedModel& compressed, const std::map<int, IntegerNode>& integers);

/// A node as it takes a bias: a MatMul as Gemm, and its third input there.
void makeRoomForBias(onnx::NodeProto& node);

}  // namespace bitwright
