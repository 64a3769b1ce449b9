// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/base/bytes.h"

namespace bitwright {

/// Reads bytes from memory, unpacking them on the way, by zlib, which holds a gzip member against its checksum and
/// length. libarchive (3.6 to 3.8) skips both, and takes foreign bytes behind a member for the end.
class ByteSource {
 public:
  enum class Packing { plain, gzip, deflate };

  /// Gzipped where the first two bytes say so, else plain.
  explicit ByteSource(ByteView content);
  ByteSource(ByteView content, Packing packing);
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// Fills `target` as far as there are bytes; how many it were. Nothing where the packed stream is damaged or cut off,
  /// or other bytes than its own stand behind its end. Gzip members one behind the other are one stream (RFC 1952),
  /// with zeros behind the last where a tape or a block was filled up.
  [[nodiscard]] std::optional<std::size_t> read(std::span<std::byte> target);
  /// Appends `count` bytes, or as many as there are; how many it were, or nothing as above. `target` grows as they
  /// come: what claims much and holds little costs little.
  [[nodiscard]] std::optional<std::uint64_t> append(std::vector<std::byte>& target, std::uint64_t count);
  /// The most bytes there can be in all: a deflate stream holds at most 1,032 times its own size.
  [[nodiscard]] std::uint64_t mostBytes() const;
  /// CRC-32 of all that was read.
  [[nodiscard]] std::uint32_t checksum() const { return checksum_; }

 private:
  struct Inflater;
  std::optional<std::size_t> inflated(std::span<std::byte> target);
  bool beginNextMember();

  ByteView content_;
  std::size_t at_ = 0;
  std::uint32_t checksum_ = 0;
  std::unique_ptr<Inflater> inflater_;
};

}  // namespace bitwright
