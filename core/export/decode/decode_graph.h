// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "core/encoding/encoded_tensor.h"
#include "core/export/decode/dense_graph.h"

namespace bitwright {

/// Nodes of standard operators that decode `encoded` to a value named `tensorName`, bit for bit what
/// EncodedTensor::decodeBytes gives; the last of them outputs it. What other tensors can share goes to `pool`, whose
/// nodes must stand in front. Fails with ErrorKind::input where the opset has no operator for it.
[[nodiscard]] Result<NodeList> writeDecodeGraph(const EncodedTensor& encoded, const std::string& tensorName,
                                                std::int64_t opset, NameSource& names, ConstantPool& pool);

}  // namespace bitwright
