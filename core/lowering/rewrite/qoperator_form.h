// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <string>

#include "core/compress/compressed_model.h"
#include "core/lowering/plan/integer_plan.h"
#include "core/lowering/rewrite/graph_rewrite.h"

namespace bitwright {

/// Form qoperator: between the first QuantizeLinear and the last DequantizeLinear there are operators on integers alone
/// (QLinearConv, QLinearMatMul and, of com.microsoft, QGemm, QLinearAdd …). `model` is a copy of the plan's source
/// whose weights hold integers under their own names already; names of `prefix` are free in it. A value that something
/// else reads too, or that the graph gives out, is dequantized under its own name.
/// https://onnx.ai/onnx/operators/onnx__QLinearConv.html,
/// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md
RewriteBytes writeQoperator(onnx::ModelProto& model, const IntegerPlan& plan, const CompressedModel& source,
                            const std::string& prefix);

}  // namespace bitwright
