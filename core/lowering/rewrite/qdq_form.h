// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <string>

#include "core/compress/compressed_model.h"
#include "core/lowering/plan/integer_plan.h"
#include "core/lowering/rewrite/graph_rewrite.h"

namespace bitwright {

/// Form qdq: every value of the plan passes through QuantizeLinear and DequantizeLinear, which a runtime fuses with the
/// node between them to one that computes in integers, and which any other computes as written. `model` is a copy of
/// the plan's source whose weights are DequantizeLinear nodes already; names of `prefix` are free in it. A value that
/// an integer node makes keeps its name behind the pair, so that whatever else reads it, or an output of the graph,
/// sees what it saw.
/// https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html#onnx-quantization-representation-format
RewriteBytes writeQdq(onnx::ModelProto& model, const IntegerPlan& plan, const CompressedModel& source,
                      const std::string& prefix);

}  // namespace bitwright
