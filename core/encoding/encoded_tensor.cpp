// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/encoding/encoded_tensor.h"

#include <algorithm>

#include "core/base/saturated_product.h"
#include "core/encoding/relative_index.h"

namespace bitwright {

int storedFloatBytes(StoredFloat width) {
  return width == StoredFloat::float16 ? 2 : 4;
}

std::int64_t EncodedTensor::elementCount() const {
  return saturatedProduct(shape);
}

std::int64_t EncodedTensor::payloadBytes() const {
  std::int64_t bytes = 0;
  for (const auto& term : terms) bytes += term.codes.packedBytes();
  return bytes;
}

std::int64_t EncodedTensor::scaleBytes() const {
  std::int64_t bytes = 0;
  for (const auto& term : terms) {
    bytes += static_cast<std::int64_t>(term.scales.size()) * storedFloatBytes(term.scaleWidth);
    if (const auto* affine = std::get_if<AffineLevels>(&term.levels)) {
      bytes += static_cast<std::int64_t>(affine->zeroPoints.size()) * (term.codes.bits() <= 8 ? 1 : 2);
    }
  }
  return bytes;
}

std::int64_t EncodedTensor::codebookBytes() const {
  std::int64_t bytes = 0;
  for (const auto& term : terms) {
    const auto* table = std::get_if<TableLevels>(&term.levels);
    if (table == nullptr || table->codebook == nullptr) continue;
    bytes += static_cast<std::int64_t>(table->codebook->values.size()) * storedFloatBytes(table->codebook->width);
  }
  return bytes;
}

std::int64_t EncodedTensor::positionBytes() const {
  if (!positions) return 0;
  return std::min((elementCount() + 7) / 8, bestRelativeIndex(*positions).bytes());
}

double EncodedTensor::bitsPerWeight() const {
  const std::int64_t count = elementCount();
  if (count == 0) return 0.0;
  return 8.0 * static_cast<double>(payloadBytes() + scaleBytes() + codebookBytes() + positionBytes()) /
         static_cast<double>(count);
}

}  // namespace bitwright
