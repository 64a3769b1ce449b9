// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/linear_layer.h"

#include "core/base/text/one_of.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

bool isLinearLayer(const onnx::NodeProto& node) {
  return isDefaultDomain(node.domain()) && isOneOf(node.op_type(), {"Conv", "ConvTranspose", "Gemm", "MatMul"});
}

}  // namespace bitwright
