// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/compressed_model.h"
#include "core/export/decode/constant_pool.h"
#include "core/export/decode/decode_graph.h"
#include "core/export/decode/node_list.h"
#include "core/export/format/dequantize_graph.h"
#include "core/export/format/format.h"
#include "core/model/weight_tensor.h"

namespace bitwright {

namespace {

class AutomaticFormat final : public Format {
 public:
  ExportFormat format() const override { return ExportFormat::automatic; }
  std::string_view word() const override { return "auto"; }
  MessageText summary() const override {
    return BW_MESSAGE("format.auto.summary", "For each layer the form that is quickest here");
  }
  MessageText sentence() const override {
    return BW_MESSAGE("format.auto.sentence",
                      "Large layers with uniform weights of 2, 4 or 8 bits are timed on this machine, decoded and "
                      "packed. Where packed is no slower they stay packed, which takes less memory and loads sooner; "
                      "all others are decoded when the file is loaded.");
  }
  bool decodesInStages() const override { return true; }
  bool choosesForms() const override { return true; }
  TensorWriter tensorWriter(const CompressedModel& compressed) const override {
    return [packed = formatOf(ExportFormat::weightsDq).tensorWriter(compressed),
            decoded = formatOf(ExportFormat::weights).tensorWriter(compressed),
            &layers = compressed.layers](const EncodedTensor& encoded, const WeightTensor& tensor, std::int64_t opset,
                                         NameSource& names, ConstantPool& pool, std::vector<Message>& warnings) {
      const auto& write = layers.at(tensor.index).packed ? packed : decoded;
      return write(encoded, tensor, opset, names, pool, warnings);
    };
  }

  MessageText opsetSupport(std::int64_t opset) const override {
    if (opset < kLowestDecodeOpset) return formatOf(ExportFormat::weights).opsetSupport(opset);
    if (opset < kBlockOpset)
      return BW_MESSAGE("opset.auto.lifted",
                        "Opset %1 is lifted to 21, for 2 bits to 25, where layers stay packed, and stays where none "
                        "does. Where it cannot be lifted, all are decoded.");
    if (opset < kTwoBitOpset)
      return BW_MESSAGE("opset.auto.two_bits",
                        "Opset %1 stays, unless layers of 2 bits stay packed: for them it is lifted to 25. Where it "
                        "cannot be, they are decoded.");
    return BW_MESSAGE("opset.auto.stays", "Opset %1 stays: it has the types that packed layers need.");
  }
};

}  // namespace

const Format& automaticFormat();
const Format& automaticFormat() {
  static const AutomaticFormat format;
  return format;
}

}  // namespace bitwright
