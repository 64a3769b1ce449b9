// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/format/table_nodes.h"

#include <algorithm>
#include <utility>

#include "core/lowering/rewrite/graph_rewrite.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

constexpr std::byte kSignBit{0x80};

std::vector<std::int64_t> dimsOf(std::size_t count) {
  return count > 1 ? std::vector<std::int64_t>{static_cast<std::int64_t>(count), 1} : std::vector<std::int64_t>{};
}

bool gathersRows(const onnx::NodeProto& node) {
  return node.op_type() == "Gather" && isDefaultDomain(node.domain()) && node.input_size() == 2 &&
         node.output_size() == 1 && integerAttribute(node, "axis", 0) == 0;
}

/// The graph by who reads and makes a value.
class Ends {
 public:
  explicit Ends(const onnx::GraphProto& graph) : graph_(graph) {}
  [[nodiscard]] const onnx::NodeProto* maker(const std::string& value) const {
    const auto& nodes = graph_.node();
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const onnx::NodeProto& node) {
      return node.output_size() == 1 && node.output(0) == value;
    });
    return found != nodes.end() ? &*found : nullptr;
  }
  /// The one node that reads it; null where there are several.
  [[nodiscard]] const onnx::NodeProto* reader(const std::string& value) const {
    const onnx::NodeProto* only = nullptr;
    for (const auto& node : graph_.node()) {
      if (std::find(node.input().begin(), node.input().end(), value) == node.input().end()) continue;
      if (only != nullptr) return nullptr;
      only = &node;
    }
    return only;
  }

 private:
  const onnx::GraphProto& graph_;
};

}  // namespace

NodeList writeTable(const EncodedTensor& encoded, const TableRows& table, const std::string& tensorName,
                    NodeWriter& writer, TableNames& names) {
  names.scales = writer.floats(table.scales, dimsOf(table.scales.size()), table.scaleWidth, Content::scales).name;
  names.ofRows = table.scales.size() > 1;
  names.zeroPoints.clear();
  const bool isSigned = table.zeroPoints.empty();
  if (!isSigned) {
    const auto zeros =
        writer.constant(DataType::uint8, dimsOf(table.zeroPoints.size()), table.zeroPoints, Content::scales);
    names.zeroPoints = writer.cast(zeros, DataType::float32).name;
    names.zerosOfRows = table.zeroPoints.size() > 1;
  }
  auto codes = packedCodes(encoded, 1, encoded.shape[1]);
  if (isSigned)
    std::transform(codes.begin(), codes.end(), codes.begin(), [](std::byte code) { return code ^ kSignBit; });
  writer.constant(isSigned ? DataType::int8 : DataType::uint8, encoded.shape, codes, Content::payload);
  return writer.finish(tensorName);
}

std::vector<onnx::NodeProto> tableReaders(const onnx::NodeProto& lookup, const TableNames& names,
                                          const std::string& output, const std::function<std::string()>& nextName) {
  std::vector<onnx::NodeProto> nodes{lookup};
  const auto& ids = lookup.input(1);
  const auto behind = [&](onnx::NodeProto node) {
    nodes.push_back(std::move(node));
    return nodes.back().output(0);
  };
  const auto rowsOf = [&](const std::string& values, bool ofRows) {
    return ofRows ? behind(nodeOf("Gather", {values, ids}, {nextName()})) : values;
  };
  nodes.front().set_output(0, nextName());
  auto value = behind(castNode(nodes.front().output(0), nextName(), onnx::TensorProto::FLOAT));
  if (!names.zeroPoints.empty())
    value = behind(nodeOf("Sub", {value, rowsOf(names.zeroPoints, names.zerosOfRows)}, {nextName()}));
  behind(nodeOf("Mul", {value, rowsOf(names.scales, names.ofRows)}, {output}));
  return nodes;
}

std::vector<onnx::NodeProto> wholeTable(const onnx::GraphProto& graph, const onnx::NodeProto& lookup,
                                        const std::string& prefix) {
  const Ends ends(graph);
  if (!gathersRows(lookup)) return {};
  std::vector<onnx::NodeProto> nodes;
  auto from = lookup.output(0);
  auto whole = lookup.input(0);
  for (bool done = false; !done;) {
    const auto* node = ends.reader(from);
    if (node == nullptr || !isDefaultDomain(node->domain()) || node->output_size() != 1) return {};
    const bool cast = node->op_type() == "Cast" && nodes.empty();
    done = node->op_type() == "Mul";
    if (!cast && (nodes.empty() || (!done && (node->op_type() != "Sub" || nodes.size() > 1)))) return {};
    if (!cast && (node->input_size() != 2 || node->input(0) != from)) return {};
    auto copy = *node;
    copy.clear_name();
    copy.set_input(0, whole);
    if (!cast) {
      // What is looked up by the same ids stands for all of it; else it is one for all rows.
      const auto* other = ends.maker(node->input(1));
      if (other != nullptr && gathersRows(*other)) {
        if (other->input(1) != lookup.input(1)) return {};
        copy.set_input(1, other->input(0));
      }
    }
    from = node->output(0);
    whole = prefix + std::to_string(nodes.size());
    copy.set_output(0, whole);
    nodes.push_back(std::move(copy));
  }
  return nodes;
}

}  // namespace bitwright
