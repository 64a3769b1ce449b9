// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/arrays/idx.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "core/data/arrays/byte_source.h"

namespace bitwright {

namespace {

constexpr std::array<std::pair<std::uint8_t, ArrayType>, 6> kIdxTypes{{{0x08, ArrayType::uint8},
                                                                       {0x09, ArrayType::int8},
                                                                       {0x0b, ArrayType::int16},
                                                                       {0x0c, ArrayType::int32},
                                                                       {0x0d, ArrayType::float32},
                                                                       {0x0e, ArrayType::float64}}};

/// Reads whole pieces of the header and the values, and words what goes wrong.
class Reader {
 public:
  Reader(ByteView content, const std::string& file) : source_(content), file_(file) {}

  [[nodiscard]] ByteSource& source() { return source_; }

  [[nodiscard]] Failure input(Message what) const { return fail(ErrorKind::input, std::move(what), file_); }
  [[nodiscard]] Failure notIdx(Message why) const {
    return fail(
        ErrorKind::input, std::move(why), file_, {},
        BW_MESSAGE(
            "data.idx_form",
            "an IDX file begins with the bytes 0, 0, its type (8: unsigned bytes) and its number of dimensions"));
  }

  [[nodiscard]] Failure damaged() const {
    return input(
        BW_MESSAGE("data.gzip_damaged", "its gzip stream is damaged, cut off, or has other bytes behind its end"));
  }

  /// How many bytes came; a damaged gzip stream is an error.
  Result<std::size_t> read(std::span<std::byte> target) {
    const auto count = source_.read(target);
    if (count) return *count;
    return damaged();
  }

  Result<void> fill(std::span<std::byte> target) {
    auto count = read(target);
    if (!count) return passOn(count);
    if (*count == target.size()) return {};
    return input(BW_MESSAGE("data.idx_header_cut", "is cut off inside its header"));
  }

 private:
  ByteSource source_;
  const std::string& file_;
};

Result<ArrayType> typeOf(const Reader& reader, const std::array<std::uint8_t, 4>& magic) {
  const auto* known =
      std::find_if(kIdxTypes.begin(), kIdxTypes.end(), [&magic](const auto& each) { return each.first == magic[2]; });
  if (magic[0] != 0 || magic[1] != 0 || known == kIdxTypes.end()) {
    return reader.notIdx(Message(BW_MESSAGE("data.not_idx", "is not an IDX file: it begins with %1"),
                                 {fmt::format("{:02x} {:02x} {:02x} {:02x}", magic[0], magic[1], magic[2], magic[3])}));
  }
  if (magic[3] < 1 || magic[3] > 4) {
    return reader.input(Message(BW_MESSAGE("data.idx_rank", "has %1 dimensions; labels have 1 or 2, samples 2 to 4"),
                                {std::int64_t{magic[3]}}));
  }
  return known->second;
}

}  // namespace

Result<DataArray> readIdx(ByteView content, const std::string& file) {
  Reader reader(content, file);
  if (content.empty()) return reader.input(BW_MESSAGE("data.empty", "is empty (0 bytes)"));
  std::array<std::uint8_t, 4> magic{};
  if (auto filled = reader.fill(std::as_writable_bytes(std::span(magic))); !filled) return passOn(filled);
  const auto type = typeOf(reader, magic);
  if (!type) return Failure(type.error());

  DataArray array;
  array.type = *type;
  std::uint64_t count = 1;
  for (int axis = 0; axis < magic[3]; ++axis) {
    std::array<std::uint8_t, 4> bytes{};
    if (auto filled = reader.fill(std::as_writable_bytes(std::span(bytes))); !filled) return passOn(filled);
    const std::uint64_t size =
        std::uint64_t{bytes[0]} << 24U | std::uint64_t{bytes[1]} << 16U | std::uint64_t{bytes[2]} << 8U | bytes[3];
    array.shape.push_back(static_cast<std::int64_t>(size));
    // Both factors stay below 2^32, so the product cannot wrap; from the limit on it only needs to stay above it.
    count = count > kMostArrayBytes ? (size == 0 ? 0 : count) : count * size;
  }
  const auto declared = fmt::format("{}", fmt::join(array.shape, " x "));
  const std::uint64_t each = elementBytes(array.type);
  if (count > kMostArrayBytes / each) {
    return reader.input(Message(BW_MESSAGE("data.idx_limit", "declares %1 values, more than the limit of %2"),
                                {declared, static_cast<std::int64_t>(kMostArrayBytes / each)}));
  }
  if (count * each > reader.source().mostBytes()) {
    return reader.input(
        Message(BW_MESSAGE("data.idx_impossible", "declares %1 values, more than a file of %2 bytes can hold"),
                {declared, static_cast<std::int64_t>(content.size())}));
  }
  const auto got = reader.source().append(array.bytes, count * each);
  if (!got) return reader.damaged();
  if (*got != count * each) {
    return reader.input(Message(BW_MESSAGE("data.idx_short", "declares %1 values but holds only %2"),
                                {declared, static_cast<std::int64_t>(*got / each)}));
  }
  std::array<std::byte, 1> beyond{};
  auto more = reader.read(beyond);
  if (!more) return passOn(more);
  if (*more != 0)
    return reader.input(Message(BW_MESSAGE("data.idx_long", "holds more than the %1 values it declares"), {declared}));
  swapByteOrder(array.bytes, elementBytes(array.type));
  if (const auto bad = firstNonFinite(array)) {
    return reader.input(
        Message(BW_MESSAGE("data.not_finite", "holds a value that is infinite or not a number, element %1"), {*bad}));
  }
  return array;
}

}  // namespace bitwright
