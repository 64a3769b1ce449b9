// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/decode/code_unpacking.h"
#include "core/export/decode/decode_graph.h"
#include "core/export/decode/dense_graph.h"
#include "core/export/decode/sparse_graph.h"
#include "core/export/format/dequantize_graph.h"
#include "core/export/format/format.h"

namespace bitwright {

namespace {

class WeightsFormat final : public Format {
 public:
  ExportFormat format() const override { return ExportFormat::weights; }
  std::string_view word() const override { return "weights"; }
  MessageText summary() const override {
    return BW_MESSAGE("format.weights.summary", "Standard operators, decoded when the file is loaded");
  }
  MessageText sentence() const override {
    return BW_MESSAGE("format.weights.sentence",
                      "Standard operators: the file shrinks and runs wherever ONNX does. Loading is slower, as the "
                      "weights are decoded "
                      "then; speed and memory afterwards are as before.");
  }
  bool decodesInStages() const override { return true; }

  MessageText opsetSupport(std::int64_t opset) const override {
    if (opset < kLowestDecodeOpset)
      return BW_MESSAGE("opset.weights.none",
                        "Opset %1 has too few operators to decode weights: convert the model to a newer one first.");
    if (opset < kCumSumOpset)
      return BW_MESSAGE(
          "opset.weights.dense",
          "Opset %1 stays: any width of codes is unpacked by arithmetic, and pruned layers keep a code for each zero.");
    if (opset < kBlockOpset)
      return BW_MESSAGE(
          "opset.weights.arithmetic",
          "Opset %1 stays: it has no 4-bit type, so codes narrower than a byte are unpacked by arithmetic.");
    if (opset < kUint4Opset)
      return BW_MESSAGE("opset.weights.no_cast",
                        "Opset %1 stays: not every runtime that knows it reads its 4-bit type, so codes narrower than "
                        "a byte are unpacked by arithmetic.");
    if (opset < kUint2Opset)
      return BW_MESSAGE("opset.weights.four",
                        "Opset %1 stays: its 4-bit type is used, other widths are unpacked by arithmetic.");
    return BW_MESSAGE("opset.weights.two",
                      "Opset %1 stays: its 4- and 2-bit types are used, other widths are unpacked by arithmetic.");
  }
};

}  // namespace

const Format& weightsFormat();
const Format& weightsFormat() {
  static const WeightsFormat format;
  return format;
}

}  // namespace bitwright
