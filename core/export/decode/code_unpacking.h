// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/encoding/encoded_tensor.h"
#include "core/export/decode/node_writer.h"

namespace bitwright {

/// From which on codes may be cast from a type of 4 bits. The type is there from 21 on, but of the runtimes that know
/// 21 and 22 some have no such Cast (ONNX Runtime before 1.23).
inline constexpr std::int64_t kUint4Opset = 23;
inline constexpr std::int64_t kUint2Opset = 25;  ///< of 2
/// From so many elements on, what decoding costs while a model is loaded matters more than a few bytes of nodes.
inline constexpr std::int64_t kLargeElements = std::int64_t{1} << 20;

/// Writes the packed codes (CodeArray::pack: a little-endian bit stream of exactly ⌈count · bits / 8⌉ bytes) and the
/// nodes that unpack them with plain arithmetic, at any default domain ≥ 7. Gives codes as float32 or int32 values, as
/// `wanted` says; where no unpacking is needed (8 and 16 bits, 4 from opset 23 and 2 from opset 25: the element types
/// uint4 and uint2) they come in `dims`, otherwise in a shape with the same number of elements that may lead there
/// cheaply.
///
/// 1, 2 and 4 bits: each byte is shifted right by every multiple of the width and the remainder by 2^bits taken
/// (BitShift and Mod where the opset has them). Other widths: b/gcd(b,8) bytes hold 8/gcd(b,8) codes. The row of bytes
/// times a matrix of powers of two gives, a column each, the bytes a code touches as one number, shifted so that the
/// code's lowest bit is 1. A code touches at most 3 bytes: numbers below 2^24, scaled by powers of two, which float32
/// holds exactly. Floor cuts what is below the code, the remainder by 2^bits what is above it.
[[nodiscard]] DecodeValue writeCodes(NodeWriter& writer, const CodeArray& codes, const std::vector<std::int64_t>& dims,
                                     DataType wanted, Content content = Content::payload);

/// Codes whose zero point is the middle of their range as the float32 values code − 2^(bits−1), where the opset has a
/// signed element type of that width (8 bits, 4 from opset 23, 2 from opset 25): two's complement is the code with its
/// highest bit turned over. Nothing elsewhere.
[[nodiscard]] std::optional<DecodeValue> writeSignedCodes(NodeWriter& writer, const CodeArray& codes,
                                                          const std::vector<std::int64_t>& dims);

/// int32 [256, 8 / bits]: the codes of 1, 2 or 4 bits each byte holds; those no level belongs to, which no tensor has,
/// as the last one that has.
[[nodiscard]] DecodeValue writeCodesOfBytes(NodeWriter& writer, int bits, std::int64_t levels);

/// Zero points of groups as float32 values in `dims`, kept in whole bytes: one each, two where codes have more than 8
/// bits.
[[nodiscard]] DecodeValue writeZeroPoints(NodeWriter& writer, const AffineLevels& levels, int bits,
                                          const std::vector<std::int64_t>& dims);

}  // namespace bitwright
