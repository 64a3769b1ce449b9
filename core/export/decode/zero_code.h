// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "core/encoding/encoded_tensor.h"
#include "core/export/decode/node_writer.h"

namespace bitwright {

/// Bits of the codes `withZeroCodes` would give, summed over the terms; nothing where it would give nothing.
[[nodiscard]] std::optional<std::int64_t> zeroCodeBits(const EncodedTensor& sparse);

/// A sparse tensor as a dense one of the same values: the elements between carry a code whose level is 0.
///   affine  the zero point
///   table   an entry that is +0, one in every group; otherwise each group's table is widened by one (by `pool`, so
///           that tensors that share a table share the wider one too), and the codes by a bit where needed
///   cast    the pattern 0
/// Nothing where a code for 0 does not exist, or where 0 times a scale is not +0: scales below 0 and those that are no
/// number.
[[nodiscard]] std::optional<EncodedTensor> withZeroCodes(const EncodedTensor& sparse, ConstantPool& pool);

}  // namespace bitwright
