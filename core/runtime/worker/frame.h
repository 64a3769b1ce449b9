// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace bitwright {

/// The worker's protocol: a frame is its length in 4 bytes, little-endian, and that many bytes of JSON.
/// A longer one is a fault of whoever sends it: large arrays travel through a file.
inline constexpr std::size_t kMaximumFrameBytes = std::size_t{64} << 20U;
inline constexpr int kProtocolVersion = 5;

/// Text that is not UTF-8 is replaced where it is not; paths go through pathToWire, which keeps every byte.
[[nodiscard]] std::string encodeFrame(const nlohmann::json& content);

/// Cuts a stream of bytes into frames.
class FrameReader {
 public:
  void append(ByteView bytes) { pending_.append(textOf(bytes)); }
  /// The next whole frame; nothing where more bytes are needed; ErrorKind::engine where what came is no frame.
  [[nodiscard]] Result<std::optional<nlohmann::json>> next();

 private:
  std::string pending_;
};

}  // namespace bitwright
