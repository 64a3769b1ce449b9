// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/format/float16_layers.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/lowering/float16/float16_form.h"
#include "core/lowering/float16/float16_plan.h"

namespace bitwright {

namespace {

class HalfLayers final : public IntegerLayers {
 public:
  HalfLayers(const CompressedModel& compressed, const MainGraph& graph, const RangeTable* ranges,
             std::shared_ptr<IntegerLayers> integers)
      : compressed_(compressed), integers_(std::move(integers)) {
    const auto computesOtherwise = [this](int node) { return integers_ && integers_->computes(node); };
    plan_ = planFloat16(compressed, graph, ranges, computesOtherwise);
    // What the plan for integers takes for floats may compute in float16.
    std::set<std::string> ids;
    for (const int index : plan_.nodes) ids.insert(graph.id(index));
    for (const auto& node : plan_.floats) ids.insert(node.id);
    floats_ = plan_.floats;
    if (!integers_) return;
    for (const auto& node : integers_->floats()) {
      if (!ids.contains(node.id)) floats_.push_back(node);
    }
  }

  bool has(std::size_t index) const override { return isPatterns(index) || (integers_ && integers_->has(index)); }
  bool computes(int node) const override {
    return plan_.nodes.contains(node) || (integers_ && integers_->computes(node));
  }

  Result<NodeList> write(std::size_t index, std::int64_t opset, NameSource& names, ConstantPool& pool) const override {
    if (!isPatterns(index)) return integers_->write(index, opset, names, pool);
    const auto& tensor = compressed_.model->tensors()[index];
    const auto bytes = storedBytes(index);
    NodeList list;
    list.add(constantNode(rawTensor(DataType::float16, tensor.shape, {bytes.data(), bytes.size()}), tensor.tensor),
             Content::payload, bytes.size());
    return list;
  }

  std::vector<std::byte> meantIntegers(std::size_t index) const override {
    if (plan_.stored.contains(index)) return storedBytes(index);
    return integers_ ? integers_->meantIntegers(index) : std::vector<std::byte>();
  }
  bool replaces(std::size_t index) const override {
    const auto& folds = compressed_.norms.folds;
    const bool folded = std::any_of(folds.begin(), folds.end(), [index](const BatchNormFold& fold) {
      return index == fold.factor || index == fold.shift || index == fold.mean || index == fold.variance;
    });
    // Operands that others read as floats too have a copy; where nothing else does any more, it alone is left.
    return folded || (integers_ && integers_->replaces(index));
  }

  void addTo(ModelEdit& edit) override {
    if (integers_) integers_->addTo(edit);
    for (const auto index : plan_.stored) {
      if (isPatterns(index)) continue;
      const auto& tensor = compressed_.model->tensors()[index];
      edit.replaceWithTensor(index, rawTensor(DataType::float16, tensor.shape, storedBytes(index)));
    }
    edit.addPass([self = shared_from_this(), this, prefix = edit.freshPrefix() + 'h'](onnx::ModelProto& model) {
      added_ = writeFloat16(model, plan_, compressed_, prefix, integers_ == nullptr);
    });
  }

  PartBytes addedBytes() const override {
    PartBytes parts;
    if (integers_) parts += integers_->addedBytes();
    parts.scales += added_.scales;
    parts.decode += added_.nodes;
    return parts;
  }
  const std::vector<FloatFallback>& floats() const override { return floats_; }
  std::int64_t nodeCount() const override { return integers_ ? integers_->nodeCount() : 0; }
  std::int64_t float16Count() const override { return static_cast<std::int64_t>(plan_.nodes.size()); }
  std::vector<Message> warnings() const override {
    auto list = integers_ ? integers_->warnings() : std::vector<Message>();
    if (plan_.clamped == 0) return list;
    list.push_back(Message(
        BW_MESSAGE("half.clamped",
                   "%1 stored values, the first in %2, lie beyond ±65504, float16's largest value, and became that"),
        {plan_.clamped, plan_.firstClamped}));
    return list;
  }

 private:
  /// Whether it is a weight whose codes are float16 patterns, which are stored as they are.
  bool isPatterns(std::size_t index) const { return plan_.stored.contains(index) && compressed_.layers[index].encoded; }

  std::vector<std::byte> storedBytes(std::size_t index) const {
    const auto& encoded = compressed_.layers[index].encoded;
    return float16Elements(encoded ? encoded->decode() : finalFloats(compressed_, index)).bytes;
  }

  const CompressedModel& compressed_;
  std::shared_ptr<IntegerLayers> integers_;
  Float16Plan plan_;
  std::vector<FloatFallback> floats_;
  RewriteBytes added_;
};

}  // namespace

std::shared_ptr<IntegerLayers> planFloat16Layers(const CompressedModel& compressed, const RangeTable* ranges,
                                                 std::shared_ptr<IntegerLayers> integers) {
  const auto& graph = mainGraph(*compressed.model);
  return std::make_shared<HalfLayers>(compressed, graph, ranges, std::move(integers));
}

}  // namespace bitwright
