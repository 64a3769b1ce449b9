// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/format/fused_readers.h"

#include <algorithm>
#include <unordered_map>

#include "core/model/model_document.h"

namespace bitwright {

namespace {

constexpr std::int64_t kColumnsOfKernel = 4;

bool multiplies(const WeightUser& user) {
  return user.op.find("MatMul") != std::string::npos || user.op.find("Gemm") != std::string::npos;
}

}  // namespace

FusedReaders::FusedReaders(const Model& model) {
  std::unordered_map<std::string, std::string> copies;  // of Identity: what each reads
  for (const auto& scope : model.document().scopes()) {
    for (const auto& node : scope.nodes()) {
      if (node.input_size() != 1 || node.output_size() != 1) continue;
      if (node.op_type() == "Transpose") transposed_.insert(node.input(0));
      if (node.op_type() == "Identity") copies.emplace(node.output(0), node.input(0));
    }
  }
  constexpr int kLongestChain = 8;
  for (const auto& name : std::unordered_set<std::string>(transposed_)) {
    auto at = copies.find(name);
    for (int step = 0; step < kLongestChain && at != copies.end(); ++step) {
      transposed_.insert(at->second);
      at = copies.find(at->second);
    }
  }
}

std::optional<MessageText> FusedReaders::refuses(const WeightTensor& tensor, int bits, bool blocked) const {
  if (bits != 2) return std::nullopt;
  if (needsZeroPoint(tensor, blocked)) {
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
