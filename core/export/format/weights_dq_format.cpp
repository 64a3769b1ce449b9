// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <utility>

#include "core/compress/compressed_model.h"
#include "core/export/decode/decode_graph.h"
#include "core/export/format/dequantize_graph.h"
#include "core/export/format/format.h"
#include "core/export/format/fused_readers.h"

namespace bitwright {

namespace {

/// One DequantizeLinear, or the decode graph of `weights`. Warns of codes stored wider than they are, of tensors
/// without such a form and of those whose readers would be fused with it to something wrong.
Result<NodeList> writeDequantizedTensor(const FusedReaders& readers, const EncodedTensor& encoded,
                                        const WeightTensor& tensor, std::int64_t opset, NameSource& names,
                                        ConstantPool& pool, std::vector<Message>& warnings) {
  std::optional<MessageText> refused;
  const ReaderNeeds needs{[&](int bits, bool blocked) {
                            refused = readers.refuses(tensor, bits, blocked);
                            return !refused;
                          },
                          [&](bool blocked) { return readers.needsZeroPoint(tensor, blocked); }};
  auto dequantized = writeDequantizeGraph(encoded, tensor.tensor, opset, names, pool, needs);
  if (!dequantized) {
    if (refused) {
      warnings.emplace_back(BW_MESSAGE("export.fused_wrong", "%1 is stored as in form weights: %2"),
                            std::vector<MessageArgument>{tensor.tensor, Message(*refused).text()});
    } else {
      warnings.emplace_back(BW_MESSAGE("export.no_dequantize",
                                       "%1 has no form with DequantizeLinear at opset %2: stored as in form weights"),
                            std::vector<MessageArgument>{tensor.tensor, opset});
    }
    return writeDecodeGraph(encoded, tensor.tensor, opset, names, pool);
  }
  const std::int64_t bits = encoded.terms.front().codes.bits();
  if (dequantized->storedBits != bits) {
    warnings.emplace_back(
        BW_MESSAGE("export.stored_wider",
                   "%1: codes of %2 bits take %3 bits each, DequantizeLinear has none narrower at opset %4"),
        std::vector<MessageArgument>{tensor.tensor, bits, static_cast<std::int64_t>(dequantized->storedBits), opset});
  }
  return std::move(dequantized->nodes);
}

class WeightsDqFormat final : public Format {
 public:
  ExportFormat format() const override { return ExportFormat::weightsDq; }
  std::string_view word() const override { return "weights-dq"; }
  MessageText summary() const override {
    return BW_MESSAGE("format.weights_dq.summary", "DequantizeLinear, for runtimes that compute on integers");
  }
  MessageText sentence() const override {
    return BW_MESSAGE(
        "format.weights_dq.sentence",
        "DequantizeLinear, for other runtimes and for kernels that compute on integers. ONNX Runtime does not fold it: "
        "convolutions get slower, and some kernels then compute with quantized activations, which the export reports.");
  }
  TensorWriter tensorWriter(const CompressedModel& compressed) const override {
    return [readers = FusedReaders(*compressed.model)](const EncodedTensor& encoded, const WeightTensor& tensor,
                                                       std::int64_t opset, NameSource& names, ConstantPool& pool,
                                                       std::vector<Message>& warnings) {
      return writeDequantizedTensor(readers, encoded, tensor, opset, names, pool, warnings);
    };
  }
  Result<NodeList> writeAlone(const EncodedTensor& encoded, std::int64_t opset, NameSource& names,
                              ConstantPool& pool) const override {
    auto dequantized = writeDequantizeGraph(encoded, "w", opset, names, pool);
    return dequantized ? Result<NodeList>(std::move(dequantized->nodes))
                       : writeDecodeGraph(encoded, "w", opset, names, pool);
  }

  MessageText opsetSupport(std::int64_t opset) const override {
    if (opset < kDequantizeOpset)
      return BW_MESSAGE("opset.dq.none",
                        "Opset %1 has no DequantizeLinear: it is lifted as far as the layers need. Where it cannot be, "
                        "every layer is stored as in form weights.");
    if (opset < kAxisOpset)
      return BW_MESSAGE("opset.dq.tensor",
                        "Opset %1 knows DequantizeLinear with one scale a tensor and 8 bits: it is lifted as far as "
                        "the layers need. Where it cannot be, narrower codes take 8 bits, and what is scaled by "
                        "channel or block is stored as in form weights.");
    if (opset < kBlockOpset)
      return BW_MESSAGE("opset.dq.bytes",
                        "Opset %1 knows DequantizeLinear with 8 bits only: it is lifted to 21 for 4 bits, 16 bits and "
                        "blocks, to 25 for 2 bits. Where it cannot be, narrower codes take 8 bits each, and wider ones "
                        "are stored as in form weights.");
    if (opset < kTwoBitOpset)
      return BW_MESSAGE("opset.dq.four",
                        "Opset %1 knows DequantizeLinear with 4, 8 and 16 bits: it is lifted to 25 for 2 bits. Codes "
                        "of other widths take the next wider.");
    return BW_MESSAGE(
        "opset.dq.two",
        "Opset %1 knows DequantizeLinear with 2, 4, 8 and 16 bits: codes of other widths take the next wider.");
  }
};

}  // namespace

const Format& weightsDqFormat();
const Format& weightsDqFormat() {
  static const WeightsDqFormat format;
  return format;
}

}  // namespace bitwright
