// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <utility>

#include "core/export/format/format.h"
#include "core/export/format/planned_layers.h"
#include "core/lowering/rewrite/dynamic_form.h"

namespace bitwright {

namespace {

class DynamicLayers final : public Planned<DynamicPlan> {
 public:
  using Planned::Planned;
  void addTo(ModelEdit& edit) override { addPass(edit, writeDynamic); }
  bool computes(int node) const override { return plan_.computes(node); }
  std::int64_t nodeCount() const override {
    return Planned::nodeCount() + static_cast<std::int64_t>(plan_.recurrent.nodes.size());
  }

 protected:
  IntegerWeight weightOf(std::size_t index) const override {
    const auto* recurrent = plan_.recurrent.weight(index);
    if (recurrent == nullptr) return Planned::weightOf(index);
    auto weight = integersOf(*compressed_.layers[index].encoded, *recurrent);
    return recurrent->weight.type == DataType::uint8 ? asUnsigned(std::move(weight)) : weight;
  }
};

class DynamicFormat final : public Format {
 public:
  ExportFormat format() const override { return ExportFormat::dynamic; }
  std::string_view word() const override { return "dynamic"; }
  MessageText summary() const override {
    return BW_MESSAGE("format.dynamic.summary",
                      "Layers quantize what they read at each inference and compute in integers");
  }
  MessageText sentence() const override {
    return BW_MESSAGE("format.dynamic.sentence",
                      "Layers with uniform weights compute in integers, on inputs quantized at each inference. Needs "
                      "no data; finding each range "
                      "costs time.");
  }
  bool quantizesActivations() const override { return true; }
  bool usesContributed() const override { return true; }
  std::int64_t leastOpset() const override { return kDynamicQuantizeOpset; }
  std::shared_ptr<IntegerLayers> integerLayers(const ExportOptions& options,
                                               const CompressedModel& compressed) const override {
    return std::make_shared<DynamicLayers>(compressed,
                                           planDynamic(compressed, mainGraph(*compressed.model), options.left));
  }

  MessageText opsetSupport(std::int64_t opset) const override {
    if (opset < kDynamicQuantizeOpset)
      return BW_MESSAGE("opset.dynamic.lifted",
                        "Opset %1 is lifted to 11, which has DynamicQuantizeLinear; where it cannot be, every layer "
                        "stays in floats.");
    return BW_MESSAGE("opset.dynamic.all", "Opset %1 stays: it has the operators that are needed.");
  }
};

}  // namespace

const Format& dynamicFormat();
const Format& dynamicFormat() {
  static const DynamicFormat format;
  return format;
}

}  // namespace bitwright
