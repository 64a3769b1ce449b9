// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/arrays/byte_source.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>

namespace bitwright {

struct ByteSource::Inflater {
  z_stream stream{};
  bool gzip = false;
  bool sound = false;
  bool ended = false;  ///< the last member, and nothing of worth behind it
};

namespace {

bool beginsGzip(ByteView content) {
  return content.size() >= 2 && content[0] == std::byte{0x1f} && content[1] == std::byte{0x8b};
}

}  // namespace

ByteSource::ByteSource(ByteView content) : ByteSource(content, beginsGzip(content) ? Packing::gzip : Packing::plain) {}

ByteSource::ByteSource(ByteView content, Packing packing) : content_(content) {
  if (packing == Packing::plain) return;
  inflater_ = std::make_unique<Inflater>();
  inflater_->gzip = packing == Packing::gzip;
  inflater_->sound = inflateInit2(&inflater_->stream, packing == Packing::gzip ? 16 + MAX_WBITS : -MAX_WBITS) == Z_OK;
}

ByteSource::~ByteSource() {
  if (inflater_) inflateEnd(&inflater_->stream);
}

std::uint64_t ByteSource::mostBytes() const {
  return inflater_ ? std::uint64_t{content_.size()} * 1032 : content_.size();
}

std::optional<std::size_t> ByteSource::read(std::span<std::byte> target) {
  std::optional<std::size_t> count;
  if (inflater_) {
    count = inflated(target);
    if (!count) return count;
  } else {
    count = std::min(target.size(), content_.size() - at_);
    if (*count > 0) std::memcpy(target.data(), content_.data() + at_, *count);
    at_ += *count;
  }
  if (*count > 0)
    checksum_ = static_cast<std::uint32_t>(crc32_z(checksum_, reinterpret_cast<const Bytef*>(target.data()), *count));
  return count;
}

/// Behind the end of a member: into the next, or to the end. False where what follows is neither.
bool ByteSource::beginNextMember() {
  const auto rest = content_.subspan(at_);
  if (inflater_->gzip && beginsGzip(rest)) return inflateReset(&inflater_->stream) == Z_OK;
  inflater_->ended =
      rest.empty() ||
      (inflater_->gzip && std::all_of(rest.begin(), rest.end(), [](std::byte each) { return each == std::byte{0}; }));
  return inflater_->ended;
}

std::optional<std::size_t> ByteSource::inflated(std::span<std::byte> target) {
  constexpr std::size_t kPiece = std::size_t{1} << 30U;  // zlib counts in 32 bits
  auto& stream = inflater_->stream;
  std::size_t done = 0;
  while (done < target.size() && !inflater_->ended) {
    const auto offered = std::min(kPiece, content_.size() - at_);
    const auto room = std::min(kPiece, target.size() - done);
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(content_.data() + at_));
    stream.avail_in = static_cast<uInt>(offered);
    stream.next_out = reinterpret_cast<Bytef*>(target.data() + done);
    stream.avail_out = static_cast<uInt>(room);
    const int status = inflater_->sound ? inflate(&stream, Z_NO_FLUSH) : Z_DATA_ERROR;
    at_ += offered - stream.avail_in;
    done += room - stream.avail_out;
    const bool goesOn = status == Z_STREAM_END ? beginNextMember() : status == Z_OK;
    if (!goesOn)
      return std::nullopt;  // damaged, cut off (no input left and no end seen), or foreign bytes behind the end
  }
  return done;
}

std::optional<std::uint64_t> ByteSource::append(std::vector<std::byte>& target, std::uint64_t count) {
  constexpr std::uint64_t kPiece = std::uint64_t{16} << 20U;
  std::uint64_t done = 0;
  while (done < count) {
    const auto begin = target.size();
    target.resize(begin + std::min(kPiece, count - done));
    const auto got = read(std::span(target).subspan(begin));
    if (!got) return std::nullopt;
    done += *got;
    if (begin + *got != target.size()) {
      target.resize(begin + *got);
      break;
    }
  }
  return done;
}

}  // namespace bitwright
