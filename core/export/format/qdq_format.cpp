// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "core/export/format/dequantize_graph.h"
#include "core/export/format/format.h"
#include "core/export/format/planned_layers.h"
#include "core/export/format/static_plan.h"
#include "core/lowering/rewrite/qdq_form.h"

namespace bitwright {

namespace {

class QdqLayers final : public Planned<IntegerPlan> {
 public:
  using Planned::Planned;
  void addTo(ModelEdit& edit) override { addPass(edit, writeQdq); }
  std::vector<std::byte> meantIntegers(std::size_t index) const override {
    return plan_.isBare(index) ? Planned::meantIntegers(index) : std::vector<std::byte>();
  }

  Result<NodeList> write(std::size_t index, std::int64_t opset, NameSource& names, ConstantPool& pool) const override {
    if (plan_.isBare(index)) return Planned::write(index, opset, names, pool);
    const auto& tensor = compressed_.model->tensors()[index];
    const auto& term = compressed_.layers[index].encoded->terms.front();
    const auto weight = weightOf(index);
    const bool channels = weight.scales.size() > 1;
    const auto count = static_cast<std::int64_t>(weight.scales.size());
    const std::vector<std::int64_t> scaleDims =
        channels ? std::vector<std::int64_t>{count} : std::vector<std::int64_t>{};
    NodeWriter writer(opset, names, pool);
    const auto codes =
        writer.constant(weight.type, tensor.shape, {weight.elements.data(), weight.elements.size()}, Content::payload);
    const auto scales = writer.floats(weight.scales, scaleDims, term.scaleWidth, Content::scales);
    // Kernels that compute in integers are only found where the zero point is written, even where it is 0.
    const std::vector<std::byte> zeros(weight.scales.size(), static_cast<std::byte>(weight.zeroPoint));
    const auto zeroPoints = writer.constant(weight.type, scaleDims, {zeros.data(), zeros.size()}, Content::scales);
    const std::int64_t axis = channels ? tensor.channelAxis : -1;
    writer.dequantize(codes, scales, &zeroPoints, axis, 0, opset < (channels ? kAxisOpset : kDequantizeOpset));
    return writer.finish(tensor.tensor);
  }
};

class QdqFormat final : public Format {
 public:
  ExportFormat format() const override { return ExportFormat::qdq; }
  std::string_view word() const override { return "qdq"; }
  MessageText summary() const override {
    return BW_MESSAGE("format.qdq.summary",
                      "Quantized values around operators as they were; a runtime fuses them to integer kernels");
  }
  MessageText sentence() const override {
    return BW_MESSAGE("format.qdq.sentence",
                      "Values between layers are quantized by the ranges observed, as QuantizeLinear and "
                      "DequantizeLinear around operators as they "
                      "were: the form most runtimes and accelerators read.");
  }
  bool needsRanges() const override { return true; }
  std::int64_t leastOpset() const override { return kDequantizeOpset; }
  std::shared_ptr<IntegerLayers> integerLayers(const ExportOptions& options,
                                               const CompressedModel& compressed) const override {
    return std::make_shared<QdqLayers>(compressed, planStatic(options, compressed));
  }

  MessageText opsetSupport(std::int64_t opset) const override { return staticOpsetSupport(opset); }
};

}  // namespace

const Format& qdqFormat();
const Format& qdqFormat() {
  static const QdqFormat format;
  return format;
}

}  // namespace bitwright
