// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/encoding/encoded_tensor.h"
#include "core/export/decode/constant_pool.h"
#include "core/export/decode/node_list.h"

namespace bitwright {

// From which opset on DequantizeLinear (https://onnx.ai/onnx/operators/onnx__DequantizeLinear.html) …
inline constexpr std::int64_t kDequantizeOpset = 10;  ///< is there
inline constexpr std::int64_t kAxisOpset = 13;        ///< takes a scale a channel
inline constexpr std::int64_t kBlockOpset = 21;       ///< takes a scale a block, and codes of 4 and 16 bits
inline constexpr std::int64_t kTwoBitOpset = 25;      ///< takes codes of 2 bits

/// What the readers of a tensor ask for; `blocked`: with a scale a block.
struct ReaderNeeds {
  std::function<bool(int bits, bool blocked)> mayRead;  ///< whether codes may be stored so
  std::function<bool(bool blocked)> zeroPoint;          ///< whether zero points are written even where they are 0
};

/// A tensor as one DequantizeLinear.
struct Dequantized {
  NodeList nodes;
  int storedBits = 0;  ///< 8; from opset 21 also 4 and 16, from opset 25 also 2
};

/// The nodes of one affine term with one zero point or as many as scales, in the groups DequantizeLinear knows: the
/// tensor (opset 10), the places along an axis (13), blocks along an axis (21; before, where they are runs of the flat
/// tensor, as rows of a matrix). Symmetric codes are stored signed and need no zero point. A sparse tensor is stored
/// dense where it has a code for 0 (zero_code.h). Nothing for what is not such a tensor, or whose codes its readers
/// must not have.
[[nodiscard]] std::optional<Dequantized> writeDequantizeGraph(const EncodedTensor& encoded,
                                                              const std::string& tensorName, std::int64_t opset,
                                                              NameSource& names, ConstantPool& pool,
                                                              const ReaderNeeds& needs = {});

}  // namespace bitwright
