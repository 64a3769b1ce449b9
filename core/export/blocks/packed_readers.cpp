// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/blocks/packed_readers.h"

#include <algorithm>

#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

constexpr std::int64_t kColumnsTogether = 4;

bool isOne(const onnx::NodeProto& node, const char* name) {
  const auto* given = findAttribute(node, name);
  return given == nullptr || given->f() == 1.0F;
}

bool isLookup(const onnx::NodeProto& node, int input) {
  return node.op_type() == "Gather" && input == 0 && integerAttribute(node, "axis", 0) == 0;
}

/// Whether it multiplies by what stands at its second input.
bool isProduct(const onnx::NodeProto& node, int input) {
  if (input != 1) return false;
  if (node.op_type() == "MatMul") return true;
  return node.op_type() == "Gemm" && integerAttribute(node, "transA", 0) == 0 && isOne(node, "alpha") &&
         isOne(node, "beta");
}

}  // namespace

std::optional<PackedReaders> packedReaders(const Model& model, const WeightTensor& tensor) {
  if (!tensor.scope.empty() || tensor.isGraphInput || tensor.isGraphOutput || tensor.type != DataType::float32 ||
      tensor.shape.size() != 2)
    return std::nullopt;
  const auto& graph = mainGraph(model);
  const auto& places = graph.readers(tensor.tensor);
  if (places.empty() || graph.isCaptured(tensor.tensor)) return std::nullopt;
  PackedReaders readers;
  for (const auto& place : places) {
    const auto& node = graph.node(place.node);
    if (!isDefaultDomain(node.domain())) return std::nullopt;
    const bool lookup = isLookup(node, place.input);
    if (!lookup && (!isProduct(node, place.input) || places.size() > 1)) return std::nullopt;
    if (!lookup && graph.constant(node.input(0)) != nullptr) return std::nullopt;
    readers.lookup = lookup;
    readers.nodes.push_back(place.node);
  }
  const auto& first = graph.node(readers.nodes.front());
  readers.depthAxis = readers.lookup || integerAttribute(first, "transB", 0) != 0 ? 1 : 0;
  return readers;
}

std::optional<PackedBlocks> packedFor(const PackedReaders& readers, const EncodedTensor& encoded) {
  auto blocks = packedBlocks(encoded, readers.depthAxis);
  if (!blocks) return blocks;
  // GatherBlockQuantized knows rows of whole bytes alone, and no 2 bits; the kernel of MatMulNBits for 2 bits gives
  // other numbers at each run where its columns are no multiple of four (fused_readers.h).
  if (readers.lookup && (blocks->bits == 2 || blocks->depth * blocks->bits % 8 != 0)) return std::nullopt;
  if (!readers.lookup && blocks->bits == 2 && blocks->rows % kColumnsTogether != 0) return std::nullopt;
  return blocks;
}

}  // namespace bitwright
