// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/format/format.h"

#include <algorithm>

#include "core/export/decode/decode_graph.h"
#include "core/export/format/integer_layers.h"
#include "core/model/weight_tensor.h"

namespace bitwright {

TensorWriter Format::tensorWriter(const CompressedModel&) const {
  return [](const EncodedTensor& encoded, const WeightTensor& tensor, std::int64_t opset, NameSource& names,
            ConstantPool& pool,
            std::vector<Message>&) { return writeDecodeGraph(encoded, tensor.tensor, opset, names, pool); };
}

Result<NodeList> Format::writeAlone(const EncodedTensor& encoded, std::int64_t opset, NameSource& names,
                                    ConstantPool& pool) const {
  return writeDecodeGraph(encoded, "w", opset, names, pool);
}

std::shared_ptr<IntegerLayers> Format::integerLayers(const ExportOptions&, const CompressedModel&) const {
  return nullptr;
}

const Format& formatOf(ExportFormat format) {
  const auto formats = allFormats();
  return **std::find_if(formats.begin(), formats.end(),
                        [format](const Format* each) { return each->format() == format; });
}

const Format* findFormat(std::string_view word) {
  const auto formats = allFormats();
  const auto found =
      std::find_if(formats.begin(), formats.end(), [word](const Format* each) { return each->word() == word; });
  return found != formats.end() ? *found : nullptr;
}

}  // namespace bitwright
