// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/format/fused_readers.h"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/text/one_of.h"
#include "core/model/model_document.h"

namespace bitwright {

namespace {

constexpr std::int64_t kColumnsOfKernel = 4;

/// What reads a weight as it is; ONNX Runtime carries a Transpose through much of the rest to what is stored.
bool readsAsIs(const onnx::NodeProto& node) {
  return isOneOf(node.op_type(), {"Conv", "ConvTranspose", "Gemm", "MatMul", "LSTM", "GRU", "RNN", "Gather"});
}

bool carries(const onnx::NodeProto& node) {
  return isOneOf(node.op_type(),
                 {"Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Slice", "Split", "Concat", "Mul", "Div"});
}

bool multiplies(const WeightUser& user) {
  return user.op.find("MatMul") != std::string::npos || user.op.find("Gemm") != std::string::npos;
}

}  // namespace

FusedReaders::FusedReaders(const Model& model) {
  std::unordered_map<std::string, std::vector<std::string>> movers;  // what is moved, by what is made of it
  std::vector<std::string> open;
  for (const auto& scope : model.document().scopes()) {
    for (const auto& node : scope.nodes()) {
      if (node.op_type() == "Transpose" && node.input_size() == 1) open.push_back(node.input(0));
      if (!readsAsIs(node)) moved_.insert(node.input().begin(), node.input().end());
      if (!carries(node)) continue;
      for (const auto& output : node.output()) {
        for (const auto& input : node.input()) movers[output].push_back(input);
      }
    }
  }
  while (!open.empty()) {
    const auto name = std::move(open.back());
    open.pop_back();
    if (!transposed_.insert(name).second) continue;
    if (const auto at = movers.find(name); at != movers.end())
      open.insert(open.end(), at->second.begin(), at->second.end());
  }
}

std::optional<MessageText> FusedReaders::refuses(const WeightTensor& tensor, int bits, bool blocked) const {
  if (bits != 2) return std::nullopt;
  if (!blocked && transposed_.contains(tensor.tensor)) {
    return BW_MESSAGE(
        "export.fused_transpose",
        "ONNX Runtime does not load codes of 2 bits that a Transpose reads, or makes other numbers of them");
  }
  const bool wholeColumns = !tensor.shape.empty() && tensor.shape.back() % kColumnsOfKernel == 0;
  if (!wholeColumns && std::any_of(tensor.users.begin(), tensor.users.end(), multiplies)) {
    return BW_MESSAGE("export.fused_columns",
                      "ONNX Runtime fuses codes of 2 bits before a MatMul to a kernel that is wrong where its columns "
                      "are no multiple of 4");
  }
  return std::nullopt;
}

}  // namespace bitwright
