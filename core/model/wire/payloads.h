// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/model/wire/wire_walk.h"

namespace bitwright {

/// The contents of one value field of a TensorProto that is kept out of the protobuf classes.
struct Payload {
  std::uint32_t field =
      0;  ///< raw_data 9, or float_data 4, int32_data 5, int64_data 7, double_data 10, uint64_data 11 (packed)
  ByteView bytes;
  const LateBytes* late = nullptr;  ///< in place of `bytes`

  [[nodiscard]] std::uint64_t size() const { return late != nullptr ? late->size : bytes.size(); }
};

/// Field of TensorProto that stands for a payload in the slim protobuf, an index as varint. No file may use it: it is
/// at the far end of the numbers protocol buffers have, and a file that does is refused.
inline constexpr std::uint32_t kPayloadMarker = 536'870'777;

/// Payloads up to this many bytes stay where they are.
inline constexpr std::size_t kInlinePayload = 512;

inline constexpr std::uint32_t kRawDataField = 9;

/// Cuts large payloads out of a source file and appends them to `payloads`. One value field must hold the payload in
/// one piece; whatever is stranger is left to the protobuf parser.
[[nodiscard]] TensorSplicer payloadCutter(std::vector<Payload>& payloads);

/// Puts payloads back where their markers are.
[[nodiscard]] TensorSplicer payloadPaster(const std::vector<Payload>& payloads);

}  // namespace bitwright
