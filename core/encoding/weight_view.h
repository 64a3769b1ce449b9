// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/encoding/encoded_tensor.h"
#include "core/encoding/weight_rows.h"
#include "core/model/weight_tensor.h"

namespace bitwright {

/// What a scheme is given of a tensor. `bytes` must outlive the call only. Weights are counted through: weight i of
/// codeCount() is element i, or element positions[i] of a pruned tensor; a scheme encodes those and hands `positions`
/// on to what it gives.
struct WeightView {
  ByteView bytes;
  DataType type = DataType::float32;
  std::vector<std::int64_t> shape;
  int channelAxis = -1;
  std::shared_ptr<const std::vector<std::int64_t>> positions =
      nullptr;  ///< flat indices of the elements that are left, rising; null: all
  std::optional<WeightRows> positiveRows =
      std::nullopt;  ///< how it meets its inputs, where their means are above zero by what makes them

  [[nodiscard]] static WeightView of(const WeightTensor& tensor);
  [[nodiscard]] std::int64_t elementCount() const;
  [[nodiscard]] std::int64_t codeCount() const {
    return positions ? static_cast<std::int64_t>(positions->size()) : elementCount();
  }
  /// A tensor of this shape and type, at these positions, with no terms yet.
  [[nodiscard]] EncodedTensor unencoded() const { return {shape, type, {}, positions}; }
};

}  // namespace bitwright
