// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/message.h"
#include "core/base/result.h"
#include "core/export/format/export_options.h"

namespace bitwright {

class ConstantPool;
class IntegerLayers;
class NameSource;
struct CompressedModel;
struct EncodedTensor;
struct NodeList;
struct WeightTensor;

/// Writes the nodes that decode `tensor`, at version `opset` of the default domain; adds its warnings, which name the
/// tensor.
using TensorWriter =
    std::function<Result<NodeList>(const EncodedTensor& encoded, const WeightTensor& tensor, std::int64_t opset,
                                   NameSource& names, ConstantPool& pool, std::vector<Message>& warnings)>;

/// A form of file that compressed models are written in. A new one: its word in export_format.h, one file of this
/// folder, one line in all_formats.cpp; command line, window, export and reports follow from what it says here.
class Format {
 public:
  virtual ~Format() = default;

  [[nodiscard]] virtual ExportFormat format() const = 0;
  /// The word of the command line: "weights-dq".
  [[nodiscard]] virtual std::string_view word() const = 0;
  /// A line beside the word, where a person chooses.
  [[nodiscard]] virtual MessageText summary() const = 0;
  /// What it means for whoever runs the file.
  [[nodiscard]] virtual MessageText sentence() const = 0;

  /// Whether values between layers are quantized by observed ranges.
  [[nodiscard]] virtual bool needsRanges() const { return false; }
  /// Whether layers compute in integers.
  [[nodiscard]] virtual bool quantizesActivations() const { return needsRanges(); }
  /// The first opset of the default domain that has what it is made of; models below it are lifted. 0: any.
  [[nodiscard]] virtual std::int64_t leastOpset() const { return 0; }
  /// What that opset, %1, means for such a file: which types and operators it has, and what is done where it has none.
  [[nodiscard]] virtual MessageText opsetSupport(std::int64_t opset) const = 0;

  /// What writes tensors whose layers compute in floats. Holds while `compressed` does.
  [[nodiscard]] virtual TensorWriter tensorWriter(const CompressedModel& compressed) const;
  /// One tensor by itself, named "w". Errors are those of writeDecodeGraph().
  [[nodiscard]] virtual Result<NodeList> writeAlone(const EncodedTensor& encoded, std::int64_t opset, NameSource& names,
                                                    ConstantPool& pool) const;
  /// Whether CompressedLayer::packed is chosen, and obeyed, for each layer.
  [[nodiscard]] virtual bool choosesForms() const { return false; }
  /// Whether files are for ONNX Runtime alone, and may use any operator of its own.
  [[nodiscard]] virtual bool usesContributed() const { return false; }
  /// Whether large tensors may be decoded in stages (decode/folding_stages.h).
  [[nodiscard]] virtual bool decodesInStages() const { return false; }
  /// The layers that compute in integers; null where none does. Holds while `compressed` does.
  [[nodiscard]] virtual std::shared_ptr<IntegerLayers> integerLayers(const ExportOptions& options,
                                                                     const CompressedModel& compressed) const;
};

/// Every format, in the order people see them (all_formats.cpp).
[[nodiscard]] std::span<const Format* const> allFormats();
[[nodiscard]] const Format& formatOf(ExportFormat format);
/// By its word; null where there is none.
[[nodiscard]] const Format* findFormat(std::string_view word);

[[nodiscard]] inline bool needsRanges(ExportFormat format) {
  return formatOf(format).needsRanges();
}
[[nodiscard]] inline bool quantizesActivations(ExportFormat format) {
  return formatOf(format).quantizesActivations();
}
[[nodiscard]] inline std::string_view formatWord(ExportFormat format) {
  return formatOf(format).word();
}

}  // namespace bitwright
