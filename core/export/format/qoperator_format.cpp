// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "core/export/format/dequantize_graph.h"
#include "core/export/format/format.h"
#include "core/export/format/planned_layers.h"
#include "core/export/format/static_plan.h"
#include "core/lowering/rewrite/qoperator_form.h"

namespace bitwright {

namespace {

class QoperatorLayers final : public Planned<IntegerPlan> {
 public:
  using Planned::Planned;
  void addTo(ModelEdit& edit) override { addPass(edit, writeQoperator); }
};

class QoperatorFormat final : public Format {
 public:
  ExportFormat format() const override { return ExportFormat::qoperator; }
  std::string_view word() const override { return "qoperator"; }
  MessageText summary() const override {
    return BW_MESSAGE("format.qoperator.summary", "Operators on integers, as ONNX Runtime has them");
  }
  MessageText sentence() const override {
    return BW_MESSAGE("format.qoperator.sentence",
                      "The same ranges, with integer operators written out (QLinearConv …): what is integer is there "
                      "to see, and ONNX Runtime alone "
                      "runs it.");
  }
  bool needsRanges() const override { return true; }
  bool usesContributed() const override { return true; }
  std::int64_t leastOpset() const override { return kDequantizeOpset; }
  std::shared_ptr<IntegerLayers> integerLayers(const ExportOptions& options,
                                               const CompressedModel& compressed) const override {
    return std::make_shared<QoperatorLayers>(compressed, planStatic(options, compressed));
  }

  MessageText opsetSupport(std::int64_t opset) const override { return staticOpsetSupport(opset); }
};

}  // namespace

const Format& qoperatorFormat();
const Format& qoperatorFormat() {
  static const QoperatorFormat format;
  return format;
}

}  // namespace bitwright
