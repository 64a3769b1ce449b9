// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/compressed_model.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace bitwright {

bool asksFor(const CompressedLayer& layer, const Modifier& modifier) {
  return layer.encoded && layer.plan.has(modifier);
}

bool asksFor(const CompressedModel& compressed, const Modifier& modifier) {
  return std::any_of(compressed.layers.begin(), compressed.layers.end(),
                     [&modifier](const CompressedLayer& layer) { return asksFor(layer, modifier); });
}

bool keepsPacked(const CompressedModel& compressed) {
  return std::any_of(compressed.layers.begin(), compressed.layers.end(),
                     [](const CompressedLayer& layer) { return layer.packed; });
}

std::shared_ptr<const std::vector<std::byte>> replacementBytes(const std::vector<float>& values) {
  const auto bytes = std::as_bytes(std::span(values));
  return std::make_shared<const std::vector<std::byte>>(bytes.begin(), bytes.end());
}

ByteView finalBytes(const CompressedModel& compressed, std::size_t index) {
  const auto& changed = compressed.layers[index].replacement;
  return changed ? ByteView(changed->data(), changed->size()) : compressed.model->tensors()[index].bytes;
}

std::vector<float> finalFloats(const CompressedModel& compressed, std::size_t index) {
  const auto& tensor = compressed.model->tensors()[index];
  return toFloat(finalBytes(compressed, index), tensor.type, 0, tensor.elementCount());
}

void keepAsFloats(CompressedModel& compressed, std::size_t index, Message why) {
  auto& layer = compressed.layers[index];
  layer.encoded = nullptr;
  layer.error = {};
  layer.bitsPerWeight = dataTypeBits(compressed.model->tensors()[index].type).value_or(0);
  layer.skipped = std::move(why);
  if (layer.rewritten) layer.replacement = replacementBytes(*layer.rewritten);
}

}  // namespace bitwright
