// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "core/base/bytes.h"

namespace bitwright {

/// Reads bytes from memory that is gzipped (its first two bytes say so) or not.
class ByteSource {
 public:
  explicit ByteSource(ByteView content);
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// Fills `target` as far as there are bytes; how many it were. Nothing where the gzip stream is damaged or cut off.
  [[nodiscard]] std::optional<std::size_t> read(std::span<std::uint8_t> target);
  /// The most bytes there can be in all: a deflate stream holds at most 1,032 times its own size.
  [[nodiscard]] std::uint64_t mostBytes() const;
  [[nodiscard]] bool gzipped() const { return inflater_ != nullptr; }

 private:
  struct Inflater;
  ByteView content_;
  std::size_t at_ = 0;
  std::unique_ptr<Inflater> inflater_;
};

}  // namespace bitwright
