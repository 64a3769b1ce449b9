// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <string>

#include "core/compress/compressed_model.h"
#include "core/lowering/float16/float16_plan.h"
#include "core/lowering/rewrite/graph_rewrite.h"

namespace bitwright {

/// Writes the nodes of a plan as float16 ones: what they read from outside is cast where it is made, once a value, and
/// what others read of them is cast back; between them nothing is. `model` is a copy of the source in which `stored`
/// tensors hold float16 already; other stored operands get a copy of their own. Inputs and outputs of the graph stay
/// float32. `foldsHere`: no earlier rewriting took folded nodes out.
RewriteBytes writeFloat16(onnx::ModelProto& model, const Float16Plan& plan, const CompressedModel& source,
                          const std::string& prefix, bool foldsHere);

}  // namespace bitwright
