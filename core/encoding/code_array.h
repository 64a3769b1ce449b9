// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/bytes.h"

namespace bitwright {

/// Unsigned codes of 1–16 or of 32 bits, one an element, unpacked in memory; a form packs them to ⌈count · bits / 8⌉
/// bytes.
class CodeArray {
 public:
  CodeArray() = default;
  CodeArray(int bits, std::int64_t count);

  [[nodiscard]] int bits() const { return bits_; }
  [[nodiscard]] std::int64_t size() const { return count_; }
  [[nodiscard]] std::uint32_t operator[](std::int64_t index) const {
    const auto at = static_cast<std::size_t>(index);
    return bits_ <= 8 ? narrow_[at] : bits_ <= 16 ? wide_[at] : full_[at];
  }
  void set(std::int64_t index, std::uint32_t code) {
    if (bits_ <= 8)
      narrow_[static_cast<std::size_t>(index)] = static_cast<std::uint8_t>(code);
    else if (bits_ <= 16)
      wide_[static_cast<std::size_t>(index)] = static_cast<std::uint16_t>(code);
    else
      full_[static_cast<std::size_t>(index)] = code;
  }
  /// The codes as they lie in memory: `narrow` where bits ≤ 8, `wide` where ≤ 16, `full` above; the others are empty.
  [[nodiscard]] std::span<const std::uint8_t> narrow() const { return narrow_; }
  [[nodiscard]] std::span<const std::uint16_t> wide() const { return wide_; }
  [[nodiscard]] std::span<const std::uint32_t> full() const { return full_; }
  [[nodiscard]] std::span<std::uint8_t> narrow() { return narrow_; }
  [[nodiscard]] std::span<std::uint16_t> wide() { return wide_; }
  [[nodiscard]] std::span<std::uint32_t> full() { return full_; }
  /// Calls `use` with a pointer to the first code, of whichever width they have.
  template <class Use>
  decltype(auto) visit(const Use& use) const {
    if (bits_ <= 8) return use(narrow_.data());
    if (bits_ <= 16) return use(wide_.data());
    return use(full_.data());
  }
  template <class Use>
  decltype(auto) visit(const Use& use) {
    if (bits_ <= 8) return use(narrow_.data());
    if (bits_ <= 16) return use(wide_.data());
    return use(full_.data());
  }
  /// ⌈count · bits / 8⌉
  [[nodiscard]] std::int64_t packedBytes() const { return (count_ * bits_ + 7) / 8; }
  /// Element i's code in bits [i·bits, (i+1)·bits) of the little-endian bit stream (bit 0 of byte 0 first).
  [[nodiscard]] std::vector<std::byte> pack() const;
  [[nodiscard]] static CodeArray unpack(ByteView packed, int bits, std::int64_t count);
  friend bool operator==(const CodeArray&, const CodeArray&) = default;

 private:
  int bits_ = 8;
  std::int64_t count_ = 0;
  std::vector<std::uint8_t> narrow_;
  std::vector<std::uint16_t> wide_;
  std::vector<std::uint32_t> full_;
};

}  // namespace bitwright
