// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/opset_support.h"

#include "core/export/decode/code_unpacking.h"
#include "core/export/decode/decode_graph.h"
#include "core/export/decode/sparse_graph.h"
#include "core/export/dequantize_graph.h"
#include "core/lowering/dynamic_form.h"

namespace bitwright {

namespace {

MessageText ofWeights(std::int64_t opset) {
  if (opset < kLowestDecodeOpset)
    return BW_MESSAGE("opset.weights.none", "Opset %1 has too few operators to decode weights: convert the model to a newer one first.");
  if (opset < kCumSumOpset)
    return BW_MESSAGE("opset.weights.dense",
                      "Opset %1 stays: any width of codes is unpacked by arithmetic, and pruned layers keep a code for each zero.");
  if (opset < kBlockOpset)
    return BW_MESSAGE("opset.weights.arithmetic", "Opset %1 stays: it has no 4-bit type, so codes narrower than a byte are unpacked by arithmetic.");
  if (opset < kUint4Opset)
    return BW_MESSAGE(
        "opset.weights.no_cast",
        "Opset %1 stays: not every runtime that knows it reads its 4-bit type, so codes narrower than a byte are unpacked by arithmetic.");
  if (opset < kUint2Opset)
    return BW_MESSAGE("opset.weights.four", "Opset %1 stays: its 4-bit type is used, other widths are unpacked by arithmetic.");
  return BW_MESSAGE("opset.weights.two", "Opset %1 stays: its 4- and 2-bit types are used, other widths are unpacked by arithmetic.");
}

MessageText ofDequantize(std::int64_t opset) {
  if (opset < kDequantizeOpset) return BW_MESSAGE("opset.dq.none", "Opset %1 has no DequantizeLinear: every layer is stored as in form weights.");
  if (opset < kAxisOpset)
    return BW_MESSAGE("opset.dq.tensor",
                      "Opset %1 knows DequantizeLinear with one scale a tensor and 8 bits: narrower codes take 8 bits, what is scaled by channel or "
                      "block is stored as in form weights.");
  if (opset < kBlockOpset)
    return BW_MESSAGE("opset.dq.bytes",
                      "Opset %1 knows DequantizeLinear with 8 bits only: narrower codes take 8 bits each, wider ones are stored as in form weights.");
  if (opset < kTwoBitOpset)
    return BW_MESSAGE("opset.dq.four", "Opset %1 knows DequantizeLinear with 4, 8 and 16 bits: codes of other widths take the next wider.");
  return BW_MESSAGE("opset.dq.two", "Opset %1 knows DequantizeLinear with 2, 4, 8 and 16 bits: codes of other widths take the next wider.");
}

MessageText ofDynamic(std::int64_t opset) {
  if (opset < kDynamicQuantizeOpset)
    return BW_MESSAGE("opset.dynamic.lifted",
                      "Opset %1 is lifted to 11, which has DynamicQuantizeLinear; where it cannot be, every layer stays in floats.");
  return BW_MESSAGE("opset.dynamic.all", "Opset %1 stays: it has the operators that are needed.");
}

MessageText ofRanges(std::int64_t opset) {
  if (opset < kDequantizeOpset)
    return BW_MESSAGE("opset.ranges.lifted", "Opset %1 is lifted to 10, which has integers; where it cannot be, every layer stays in floats.");
  if (opset < kAxisOpset)
    return BW_MESSAGE("opset.ranges.tensor", "Opset %1 stays: a scale for each channel uses DequantizeLinear of the domain com.microsoft.");
  if (opset < kBlockOpset)
    return BW_MESSAGE("opset.ranges.bytes", "Opset %1 stays: 16-bit activations use QuantizeLinear of the domain com.microsoft.");
  return BW_MESSAGE("opset.ranges.all", "Opset %1 stays: it has 8- and 16-bit types and a scale for each channel.");
}

MessageText of(ExportFormat format, std::int64_t opset) {
  switch (format) {
    case ExportFormat::weights:
      return ofWeights(opset);
    case ExportFormat::weightsDq:
      return ofDequantize(opset);
    case ExportFormat::dynamic:
      return ofDynamic(opset);
    default:
      return ofRanges(opset);
  }
}

}  // namespace

Message opsetSupport(ExportFormat format, std::int64_t opset) {
  return {of(format, opset), {opset}};
}

}  // namespace bitwright
