// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/format/packed_layers.h"

#include <algorithm>
#include <utility>

#include "core/export/format/table_nodes.h"
#include "core/lowering/rewrite/graph_rewrite.h"
#include "core/model/model_document.h"

namespace bitwright {

namespace {

void setInteger(onnx::NodeProto& node, const char* name, std::int64_t value) {
  auto& attribute = *node.add_attribute();
  attribute.set_name(name);
  attribute.set_type(onnx::AttributeProto::INT);
  attribute.set_i(value);
}

/// One matrix that stays packed.
struct Kept {
  PackedReaders readers;
  PackedBlocks blocks;
  std::optional<TableRows> table;  ///< a table that standard operators read
  PackedNames names{};             ///< as its nodes were written last
  TableNames tableNames{};         ///< likewise
};

class PackedLayers final : public IntegerLayers {
 public:
  PackedLayers(const CompressedModel& compressed, std::shared_ptr<IntegerLayers> integers)
      : compressed_(compressed),
        graph_(compressed.model->document().slim().graph()),
        integers_(std::move(integers)),
        floats_(integers_ ? integers_->floats() : std::vector<FloatFallback>()) {
    for (const auto& layer : compressed.layers) {
      if (!layer.packed || !layer.encoded) continue;
      auto readers = packedReaders(*compressed.model, compressed.model->tensors()[layer.tensor]);
      auto blocks = readers ? packedFor(*readers, *layer.encoded) : std::nullopt;
      if (!blocks || (integers_ && leftToIntegers(*integers_, layer.tensor, *readers))) continue;
      auto table = integers_ ? tableRows(*readers, *layer.encoded) : std::nullopt;
      kept_.emplace(layer.tensor, Kept{std::move(*readers), std::move(*blocks), std::move(table)});
    }
  }
  [[nodiscard]] bool empty() const { return kept_.empty(); }

  bool has(std::size_t index) const override { return kept_.contains(index) || (integers_ && integers_->has(index)); }
  bool computes(int node) const override {
    if (integers_ && integers_->computes(node)) return true;
    return std::any_of(kept_.begin(), kept_.end(), [node](const auto& each) {
      const auto& nodes = each.second.readers.nodes;
      return std::find(nodes.begin(), nodes.end(), node) != nodes.end();
    });
  }
  std::vector<std::byte> meantIntegers(std::size_t index) const override {
    if (kept_.contains(index) || !integers_) return {};  // decoded where they are read
    return integers_->meantIntegers(index);
  }
  bool replaces(std::size_t index) const override { return integers_ && integers_->replaces(index); }
  Result<NodeList> write(std::size_t index, std::int64_t opset, NameSource& names, ConstantPool& pool) const override {
    const auto found = kept_.find(index);
    if (found == kept_.end()) return integers_->write(index, opset, names, pool);
    auto& kept = found->second;
    NodeWriter writer(opset, names, pool);
    const auto& encoded = *compressed_.layers[index].encoded;
    const auto& name = compressed_.model->tensors()[index].tensor;
    if (kept.table) return writeTable(encoded, *kept.table, name, writer, kept.tableNames);
    return writePackedTensor(encoded, kept.readers, kept.blocks, name, writer, kept.names);
  }
  void addTo(ModelEdit& edit) override {
    edit.addPass([self = shared_from_this(), this, prefix = edit.freshPrefix() + 'p'](onnx::ModelProto& model) {
      GraphRewrite rewrite(model, prefix);
      for (const auto& [tensor, kept] : kept_) {
        for (const int node : kept.readers.nodes) replace(rewrite, graph_.node(node), kept);
      }
      added_ = rewrite.finish();
    });
    if (integers_) integers_->addTo(edit);  // behind it: what quantizes values takes the nodes that make them now
  }
  PartBytes addedBytes() const override {
    auto parts = integers_ ? integers_->addedBytes() : PartBytes();
    parts.scales += added_.scales;
    parts.decode += added_.nodes;
    return parts;
  }
  const std::vector<FloatFallback>& floats() const override { return floats_; }
  std::int64_t nodeCount() const override { return integers_ ? integers_->nodeCount() : 0; }
  std::int64_t float16Count() const override { return integers_ ? integers_->float16Count() : 0; }
  std::vector<Message> warnings() const override { return integers_ ? integers_->warnings() : std::vector<Message>(); }
  std::vector<QuantizedPlace> places() const override {
    return integers_ ? integers_->places() : std::vector<QuantizedPlace>();
  }

 private:
  static void replace(GraphRewrite& rewrite, const onnx::NodeProto& reader, const Kept& kept) {
    const auto& output = reader.output(0);
    auto* node = rewrite.nodeMaking(output);
    if (node == nullptr) return;
    if (kept.table) {
      auto nodes = tableReaders(*node, kept.tableNames, output, [&rewrite] { return rewrite.freshName(); });
      *node = std::move(nodes.front());
      for (auto behind = nodes.begin() + 1; behind != nodes.end(); ++behind)
        rewrite.addBehind(output, std::move(*behind));
      return;
    }
    const bool biased = reader.op_type() == "Gemm" && reader.input_size() > 2 && !reader.input(2).empty();
    const auto product = biased ? rewrite.freshName() : output;
    *node = packedReader(reader, kept.blocks, kept.names, product);
    if (!biased) return;
    onnx::NodeProto sum;
    sum.set_op_type("Add");
    sum.add_input(product);
    sum.add_input(reader.input(2));
    sum.add_output(output);
    rewrite.addBehind(output, std::move(sum));
  }

  const CompressedModel& compressed_;
  const onnx::GraphProto& graph_;
  std::shared_ptr<IntegerLayers> integers_;   ///< what computes in integers beside them; may be null
  mutable std::map<std::size_t, Kept> kept_;  ///< by tensor
  std::vector<FloatFallback> floats_;
  RewriteBytes added_;
};

}  // namespace

bool leftToIntegers(const IntegerLayers& integers, std::size_t tensor, const PackedReaders& readers) {
  return integers.has(tensor) || integers.replaces(tensor) ||
         std::any_of(readers.nodes.begin(), readers.nodes.end(), [&](int node) { return integers.computes(node); });
}

NodeList writePackedTensor(const EncodedTensor& encoded, const PackedReaders& readers, const PackedBlocks& blocks,
                           const std::string& tensorName, NodeWriter& writer, PackedNames& names) {
  // Before ONNX Runtime 1.21 those of a product are flat.
  const auto ofBlocks = [&](std::int64_t each) {
    return readers.lookup ? std::vector{blocks.rows, each} : std::vector{blocks.rows * each};
  };
  // The kernels of products lay codes out by scales that are a constant. Behind a Cast they are none before constants
  // are folded: without optimizations all products come out as 0.
  const auto width = readers.lookup ? blocks.scaleWidth : StoredFloat::float32;
  names.scales = writer.floats(blocks.scales, ofBlocks(blocks.blocks), width, Content::scales).name;
  names.zeroPoints.clear();
  if (!blocks.zeroPoints.empty()) {
    const auto bytes = static_cast<std::int64_t>(blocks.zeroPoints.size()) / blocks.rows;
    names.zeroPoints = writer.constant(DataType::uint8, ofBlocks(bytes), blocks.zeroPoints, Content::scales).name;
  }
  const auto bytesOf = [&](std::int64_t codes) { return codes * blocks.bits / 8; };
  std::vector<std::int64_t> dims{blocks.rows};
  if (!readers.lookup) dims.push_back(blocks.blocks);
  dims.push_back(bytesOf(readers.lookup ? blocks.depth : blocks.blockSize));
  const auto depth = readers.lookup ? blocks.depth : blocks.blocks * blocks.blockSize;
  const auto codes = packedCodes(encoded, readers.depthAxis, depth);
  writer.constant(DataType::uint8, dims, codes, Content::payload);
  return writer.finish(tensorName);
}

onnx::NodeProto packedReader(const onnx::NodeProto& reader, const PackedBlocks& blocks, const PackedNames& names,
                             const std::string& output) {
  const bool lookup = reader.op_type() == "Gather";
  onnx::NodeProto node;
  node.set_name(reader.name());
  node.set_domain(kContributedDomain);
  node.set_op_type(lookup ? "GatherBlockQuantized" : "MatMulNBits");
  for (int input = 0; input < 2; ++input) node.add_input(reader.input(input));
  node.add_input(names.scales);
  if (!names.zeroPoints.empty()) node.add_input(names.zeroPoints);
  node.add_output(output);
  setInteger(node, "bits", blocks.bits);
  setInteger(node, "block_size", blocks.blockSize);
  if (lookup) {
    setInteger(node, "gather_axis", 0);
    setInteger(node, "quantize_axis", 1);
  } else {
    setInteger(node, "K", blocks.depth);
    setInteger(node, "N", blocks.rows);
    setInteger(node, "accuracy_level", kPackedAccuracyLevel);
  }
  return node;
}

std::shared_ptr<IntegerLayers> packedLayers(const CompressedModel& compressed,
                                            std::shared_ptr<IntegerLayers> integers) {
  auto layers = std::make_shared<PackedLayers>(compressed, integers);
  if (layers->empty()) return integers;
  return layers;
}

}  // namespace bitwright
