// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/required_inputs.h"

#include <onnx/onnx_pb.h>

#include <set>
#include <string>

#include "core/model/model_document.h"

namespace bitwright {

std::vector<ValueInfo> requiredInputs(const Model& model) {
  const auto& graph = model.document().slim().graph();
  std::set<std::string> stored;
  for (const auto& tensor : graph.initializer()) stored.insert(tensor.name());
  for (const auto& tensor : graph.sparse_initializer()) stored.insert(tensor.values().name());
  std::vector<ValueInfo> inputs;
  for (const auto& input : model.inputs()) {
    if (!stored.contains(input.name)) inputs.push_back(input);
  }
  return inputs;
}

}  // namespace bitwright
