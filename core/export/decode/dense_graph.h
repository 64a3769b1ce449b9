// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "core/encoding/encoded_tensor.h"
#include "core/export/decode/node_writer.h"

namespace bitwright {

/// The lowest version of the default domain decode nodes are written for, and the lowest that can cast to bfloat16.
inline constexpr std::int64_t kLowestDecodeOpset = 7;
inline constexpr std::int64_t kBfloat16Opset = 13;

/// What this version cannot write, before anything is: ErrorKind::input.
[[nodiscard]] Result<void> checkWritable(const EncodedTensor& encoded, const std::string& tensorName,
                                         std::int64_t opset);

/// Nodes of standard operators that decode `encoded`, which is dense or has no elements, to a value named `tensorName`,
/// bit for bit what EncodedTensor::decodeBytes gives; the last of them outputs it. What other tensors can share goes to
/// `pool`, whose nodes must stand in front. Fails with ErrorKind::input where the opset has no operator for it.
[[nodiscard]] Result<NodeList> writeDenseGraph(const EncodedTensor& encoded, const std::string& tensorName,
                                               std::int64_t opset, NameSource& names, ConstantPool& pool);

/// The sum of a tensor's terms before the last cast, in a shape with as many elements. With `ranks` (flat, one an
/// element, from −1 up) an element's code is the one of that index: what bitmasks choose by.
[[nodiscard]] DecodeValue writeTerms(NodeWriter& writer, const EncodedTensor& encoded, const DecodeValue* ranks);

}  // namespace bitwright
