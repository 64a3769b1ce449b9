// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/verify/packed_probe.h"

#include <algorithm>
#include <cstring>

#include "core/export/format/table_nodes.h"
#include "core/graph/main_graph.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

constexpr const char* kDomain = "com.microsoft";

/// Input at which a node reads packed codes; −1: none.
int codesInput(const onnx::NodeProto& node) {
  if (node.domain() != kDomain) return -1;
  if (node.op_type() == "GatherBlockQuantized") return 0;
  return node.op_type() == "MatMulNBits" ? 1 : -1;
}

/// Whether the weight itself is what a product's transposed codes are: [depth, rows].
bool standsTransposed(const Model& original, const WeightTensor& tensor) {
  const auto& graph = mainGraph(original);
  const auto& readers = graph.readers(tensor.tensor);
  return readers.empty() || integerAttribute(graph.node(readers.front().node), "transB", 0) == 0;
}

bool saysTheSame(const onnx::NodeProto& a, const onnx::NodeProto& b) {
  if (a.op_type() != b.op_type() || a.input_size() != b.input_size()) return false;
  for (int input = 2; input < a.input_size(); ++input) {
    if (a.input(input) != b.input(input)) return false;
  }
  return std::equal(a.attribute().begin(), a.attribute().end(), b.attribute().begin(), b.attribute().end(),
                    [](const auto& x, const auto& y) { return x.SerializeAsString() == y.SerializeAsString(); });
}

}  // namespace

std::shared_ptr<const PackedProbe> PackedProbe::of(const ReopenedModel& written, const Model& original,
                                                   const WeightTensor& tensor) {
  const auto stored = tensor.scope.empty() ? written.stored(0, tensor.tensor) : std::nullopt;
  if (!stored) return nullptr;
  const auto type = written.model().tensors()[*stored].type;
  if (type != DataType::uint8 && type != DataType::int8) return nullptr;
  if (auto table = ofTable(written, tensor)) return table;
  const onnx::NodeProto* reader = nullptr;
  for (const auto& node : written.model().document().slim().graph().node()) {
    if (std::find(node.input().begin(), node.input().end(), tensor.tensor) == node.input().end()) continue;
    const int at = codesInput(node);
    if (at < 0 || node.input_size() <= at || node.input(at) != tensor.tensor) return nullptr;
    if (reader != nullptr && !saysTheSame(*reader, node)) return nullptr;
    reader = &node;
  }
  if (reader == nullptr || reader->output_size() != 1) return nullptr;
  const bool product = reader->op_type() == "MatMulNBits";
  const auto size = product ? integerAttribute(*reader, "K", 0) : (tensor.shape.empty() ? 0 : tensor.shape[0]);
  if (size <= 0 || size > std::max<std::int64_t>(tensor.elementCount(), 1)) return nullptr;
  auto probe = std::make_shared<PackedProbe>();
  probe->fedSize_ = size;
  probe->product_ = product;
  auto& node = probe->nodes_.emplace_back(*reader);
  node.set_input(product ? 0 : 1, probe->fedName());
  node.set_output(0, tensor.tensor + ".decoded");
  auto& attributes = *node.mutable_attribute();
  attributes.erase(std::remove_if(attributes.begin(), attributes.end(),
                                  [](const auto& attribute) { return attribute.name() == "accuracy_level"; }),
                   attributes.end());
  if (product && !standsTransposed(original, tensor)) {
    auto& transpose = probe->nodes_.emplace_back();
    transpose.set_op_type("Transpose");
    transpose.add_input(tensor.tensor + ".decoded");
    transpose.add_output(tensor.tensor + ".turned");
  }
  return probe;
}

std::shared_ptr<const PackedProbe> PackedProbe::ofTable(const ReopenedModel& written, const WeightTensor& tensor) {
  const auto& graph = written.model().document().slim().graph();
  auto probe = std::make_shared<PackedProbe>();
  for (const auto& node : graph.node()) {
    if (std::find(node.input().begin(), node.input().end(), tensor.tensor) == node.input().end()) continue;
    auto nodes = wholeTable(graph, node, tensor.tensor + ".whole");
    const auto& known = probe->nodes_;
    const bool same =
        std::equal(nodes.begin(), nodes.end(), known.begin(), known.end(),
                   [](const auto& a, const auto& b) { return a.SerializeAsString() == b.SerializeAsString(); });
    if (nodes.empty() || (!known.empty() && !same)) return nullptr;
    probe->nodes_ = std::move(nodes);
  }
  return probe->nodes_.empty() ? nullptr : probe;
}

std::string PackedProbe::fedName() const {
  return (product_ ? "identity." : "rows.") + std::to_string(fedSize_);
}

std::vector<std::byte> PackedProbe::fedBytes() const {
  const auto count = static_cast<std::size_t>(fedSize_);
  if (product_) {
    std::vector<std::byte> bytes(count * count * sizeof(float));
    const float one = 1.0F;
    for (std::size_t i = 0; i < count; ++i) std::memcpy(bytes.data() + i * (count + 1) * sizeof one, &one, sizeof one);
    return bytes;
  }
  std::vector<std::byte> bytes(count * sizeof(std::int64_t));
  for (std::int64_t i = 0; i < fedSize_; ++i)
    std::memcpy(bytes.data() + static_cast<std::size_t>(i) * sizeof i, &i, sizeof i);
  return bytes;
}

DecodeScope PackedProbe::namesIn(const ReopenedModel& written) const {
  auto names = written.namesIn(0);
  const auto made = std::make_shared<std::vector<std::byte>>();
  return {[this, made, stored = names.constant](const std::string& name) -> std::optional<ConstantView> {
            if (name != fedName()) return stored(name);
            if (made->empty()) *made = fedBytes();
            return product_ ? ConstantView{DataType::float32, {fedSize_, fedSize_}, *made}
                            : ConstantView{DataType::int64, {fedSize_}, *made};
          },
          [this, maker = names.producer](const std::string& name) -> const onnx::NodeProto* {
            for (const auto& node : nodes_) {
              if (node.output(0) == name) return &node;
            }
            return maker(name);
          },
          names.splits};
}

}  // namespace bitwright
