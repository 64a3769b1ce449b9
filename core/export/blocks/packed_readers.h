// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/export/blocks/packed_blocks.h"
#include "core/graph/main_graph.h"
#include "core/model/model.h"

namespace bitwright {

/// What reads a matrix that may stay packed.
struct PackedReaders {
  bool lookup = false;     ///< Gather of rows: GatherBlockQuantized; else a product: MatMulNBits
  std::vector<int> nodes;  ///< of the main graph: one product, or any number of lookups
  int depthAxis = 0;       ///< of the matrix, along which its rows lie (packed_blocks.h)
};

/// The readers of `tensor` in the main graph where all of them can read it packed: Gather along axis 0, or one MatMul
/// or Gemm (unscaled, its left operand not transposed) with it at the second input. Nothing where there are others,
/// where it is no float32 matrix, or can be fed or is given out.
[[nodiscard]] std::optional<PackedReaders> packedReaders(const Model& model, const WeightTensor& tensor);

/// `encoded` as these readers take it; nothing where they do not.
[[nodiscard]] std::optional<PackedBlocks> packedFor(const PackedReaders& readers, const EncodedTensor& encoded);

}  // namespace bitwright
