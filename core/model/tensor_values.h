// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "core/base/bytes.h"
#include "core/model/data_type.h"
#include "core/model/wire/payloads.h"

// The typed value fields of a TensorProto (float_data and so on; onnx.proto says which type uses which).

namespace bitwright {

/// Number of the typed field that holds values of `type`.
[[nodiscard]] std::uint32_t valueField(DataType type);
/// Entries of that field that `count` elements take: two for complex numbers, one for two 4-bit or four 2-bit values.
[[nodiscard]] std::uint64_t valuesNeeded(DataType type, std::int64_t count);
/// Entries of a packed field; nothing where it is malformed.
[[nodiscard]] std::optional<std::uint64_t> payloadValueCount(const Payload& payload);
[[nodiscard]] std::uint64_t inlineValueCount(const onnx::TensorProto& tensor, std::uint32_t field);

/// The values as raw little-endian elements: the field's own memory where that is their encoding, else decoded into
/// `memory`. Nothing where a value does not fit its type.
[[nodiscard]] std::optional<ByteView> payloadAsRaw(DataType type, const Payload& payload,
                                                   std::deque<std::vector<std::byte>>& memory);
[[nodiscard]] std::optional<ByteView> inlineAsRaw(DataType type, const onnx::TensorProto& tensor,
                                                  std::deque<std::vector<std::byte>>& memory);

}  // namespace bitwright
