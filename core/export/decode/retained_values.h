// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/encoding/encoded_tensor.h"
#include "core/export/decode/node_writer.h"

namespace bitwright {

/// Writes the nodes that decode the elements of a sparse tensor at `positions` (flat indices in the whole tensor, int32
/// or int64) to a flat float32 value, one each: scales, zero points and tables of groups are gathered by the group of
/// each position. The codes are one a position, or, with `ranks`, those of these indices.
[[nodiscard]] DecodeValue writeRetainedValues(NodeWriter& writer, const EncodedTensor& encoded,
                                              const DecodeValue& positions, const DecodeValue* ranks);

}  // namespace bitwright
