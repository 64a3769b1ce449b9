// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/encoding/encoded_tensor.h"

namespace bitwright {

/// How values of a Grouping (one a group) meet the elements of a tensor by ONNX's broadcasting, which aligns dims on
/// the right.
struct GroupLayout {
  std::vector<std::int64_t>
      dims;  ///< shape in which the tensor's elements must be seen; empty where any will do (one group)
  std::vector<std::int64_t> groupDims;  ///< shape of the values; their product is the number of groups
  /// Where the last block is short the values cannot broadcast. They are seen in `groupDims`, repeated `repeat` times
  /// along axis 2, seen as [dims[0], blocks · repeat, rest] and cut to `dims` along axis 1. 0 where no such thing is
  /// needed.
  std::int64_t repeat = 0;

  [[nodiscard]] bool grouped() const { return !dims.empty(); }
};

[[nodiscard]] GroupLayout layoutOf(const Grouping& groups, const std::vector<std::int64_t>& shape);

}  // namespace bitwright
