// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/encoding/code_array.h"

#include <algorithm>
#include <cstring>

namespace bitwright {

namespace {

template <class Code>
void packInto(std::span<const Code> codes, int bits, std::byte* out) {
  std::uint64_t stream = 0;
  int filled = 0;
  for (const Code code : codes) {
    stream |= static_cast<std::uint64_t>(code) << filled;
    filled += bits;
    while (filled >= 8) {
      *out++ = static_cast<std::byte>(stream & 0xffU);
      stream >>= 8U;
      filled -= 8;
    }
  }
  if (filled > 0) *out = static_cast<std::byte>(stream & 0xffU);
}

template <class Code>
void unpackInto(ByteView packed, int bits, std::span<Code> codes) {
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  std::uint64_t stream = 0;
  int filled = 0;
  std::size_t at = 0;
  for (Code& code : codes) {
    while (filled < bits) {
      const auto byte = at < packed.size() ? std::to_integer<std::uint64_t>(packed[at]) : 0U;
      ++at;
      stream |= byte << filled;
      filled += 8;
    }
    code = static_cast<Code>(stream & mask);
    stream >>= bits;
    filled -= bits;
  }
}

}  // namespace

CodeArray::CodeArray(int bits, std::int64_t count) : bits_(bits), count_(count) {
  if (bits <= 8)
    narrow_.resize(static_cast<std::size_t>(count));
  else if (bits <= 16)
    wide_.resize(static_cast<std::size_t>(count));
  else
    full_.resize(static_cast<std::size_t>(count));
}

std::vector<std::byte> CodeArray::pack() const {
  std::vector<std::byte> packed(static_cast<std::size_t>(packedBytes()));
  if (packed.empty()) return packed;
  if (bits_ == 8)
    std::memcpy(packed.data(), narrow_.data(), packed.size());
  else if (bits_ == 16)
    std::memcpy(packed.data(), wide_.data(), packed.size());
  else if (bits_ == 32)
    std::memcpy(packed.data(), full_.data(), packed.size());
  else if (bits_ < 8)
    packInto(std::span(narrow_), bits_, packed.data());
  else
    packInto(std::span(wide_), bits_, packed.data());
  return packed;
}

CodeArray CodeArray::unpack(ByteView packed, int bits, std::int64_t count) {
  CodeArray codes(bits, count);
  if (bits <= 8)
    unpackInto(packed, bits, codes.narrow());
  else if (bits <= 16)
    unpackInto(packed, bits, codes.wide());
  else
    unpackInto(packed, bits, codes.full());
  return codes;
}

}  // namespace bitwright
