// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace bitwright {

using ByteView = std::span<const std::byte>;

[[nodiscard]] inline ByteView bytesOf(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}
[[nodiscard]] inline std::string_view textOf(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Reads a little-endian value at any alignment. ONNX raw data is little-endian everywhere; so are the machines we run
/// on.
template <class T>
[[nodiscard]] T loadUnaligned(const std::byte* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

/// IEEE 754 binary16 to binary32: exact, NaN payloads kept.
[[nodiscard]] float halfToFloat(std::uint16_t bits);
/// binary32 to binary16, rounded to nearest, ties to even; beyond 65,504 infinity, NaN stays NaN.
[[nodiscard]] std::uint16_t floatToHalf(float value);
[[nodiscard]] float bfloat16ToFloat(std::uint16_t bits);
/// binary32 to bfloat16, rounded to nearest, ties to even; NaN stays NaN.
[[nodiscard]] std::uint16_t floatToBfloat16(float value);

/// Lower-case hex SHA-256.
[[nodiscard]] std::string sha256Hex(ByteView bytes);

}  // namespace bitwright
