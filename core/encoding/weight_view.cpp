// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/encoding/weight_view.h"

#include "core/base/saturated_product.h"

namespace bitwright {

WeightView WeightView::of(const WeightTensor& tensor) {
  return {tensor.bytes, tensor.type, tensor.shape, tensor.channelAxis};
}

std::int64_t WeightView::elementCount() const {
  return saturatedProduct(shape);
}

}  // namespace bitwright
