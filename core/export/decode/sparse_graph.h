// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "core/encoding/encoded_tensor.h"
#include "core/export/decode/node_writer.h"

namespace bitwright {

inline constexpr std::int64_t kCumSumOpset = 11;  ///< from which on there are CumSum and ScatterElements

/// How a file stores which elements of a sparse tensor carry codes.
///   dense   every element has a code, one of them for 0 (zero_code.h): at any opset, and below 11 the only one
///   mask    one bit an element, ⌈n / 8⌉ bytes: CumSum counts the stored ones up to each element, by that number its
///           code is gathered and decoded in place, and Where makes the others 0: opset 11
///   gaps    distances between positions in the fewest bits (core/encoding/relative_index.h): CumSum gives positions;
///           only stored elements (and fillers) are decoded, a group's index being worked out from the position with
///           whole-number arithmetic, and scattered into zeros: opset 11
/// Below opset 11 there is neither CumSum nor ScatterElements. NonZero and Compress exist from 9, but ONNX Runtime does
/// not fold them: what they decode would be decoded anew at every inference.
enum class SparseForm { dense, mask, gaps };

/// The decode nodes of a sparse tensor in the form that takes the fewest bytes together with what it adds to `pool`.
/// Fails with ErrorKind::input where the opset leaves none.
[[nodiscard]] Result<NodeList> writeSparseGraph(const EncodedTensor& encoded, const std::string& tensorName,
                                                std::int64_t opset, NameSource& names, ConstantPool& pool);

/// In one form, for measuring and for tests.
[[nodiscard]] Result<NodeList> writeSparseGraphAs(SparseForm form, const EncodedTensor& encoded,
                                                  const std::string& tensorName, std::int64_t opset, NameSource& names,
                                                  ConstantPool& pool);

}  // namespace bitwright
