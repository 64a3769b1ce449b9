// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/encoding/encoded_tensor.h"

namespace bitwright {

/// A matrix as kernels of ONNX Runtime's own domain read it packed, MatMulNBits and GatherBlockQuantized
/// (https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md): rows of codes, which share a scale
/// and a zero point by blocks.
struct PackedBlocks {
  int bits = 4;                ///< 2, 4 or 8
  std::int64_t rows = 0;       ///< of MatMulNBits: output channels
  std::int64_t depth = 0;      ///< codes of a row
  std::int64_t blockSize = 0;  ///< a power of two, 16 or more
  std::int64_t blocks = 0;     ///< of a row: ⌈depth ÷ blockSize⌉
  std::vector<float> scales;   ///< [rows, blocks]
  StoredFloat scaleWidth = StoredFloat::float32;
  std::vector<std::byte> zeroPoints;  ///< [rows, ⌈blocks · bits ÷ 8⌉], low bits first; empty: 2^(bits − 1) each
};

/// `encoded`, a matrix whose blocks lie along `depthAxis` (0 or 1): one affine term of 2, 4 or 8 bits, dense, with
/// scales for the tensor, for each row, or for blocks of 2^n ≥ 16 codes of a row. Scales that many blocks share are
/// repeated. Nothing for all else.
[[nodiscard]] std::optional<PackedBlocks> packedBlocks(const EncodedTensor& encoded, int depthAxis);

/// Its codes, [rows, ⌈bytesOfDepth · bits ÷ 8⌉], those behind the last one 0. `depth`: of the rows written, filled up
/// to whole blocks where that is more than they have.
[[nodiscard]] std::vector<std::byte> packedCodes(const EncodedTensor& encoded, int depthAxis, std::int64_t depth);

}  // namespace bitwright
