// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/arrays/zip.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "core/data/arrays/data_array.h"

namespace bitwright {

namespace {

constexpr std::uint32_t kEndMark = 0x06054b50;
constexpr std::uint32_t kEntryMark = 0x02014b50;
constexpr std::uint32_t kLocalMark = 0x04034b50;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kEntryBytes = 46;
constexpr std::size_t kLocalBytes = 30;
constexpr std::size_t kLongestComment = 65535;
constexpr std::uint64_t kMostPerPackedByte = 1032;  // of deflate

class ZipReader {
 public:
  ZipReader(ByteView content, const std::string& file) : content_(content), file_(file) {}

  Result<std::vector<ZipMember>> read() {
    if (content_.empty()) return refuse(BW_MESSAGE("data.empty", "is empty (0 bytes)"));
    const auto end = findEnd();
    if (!end) {
      const bool begun = content_.size() >= 4 && at32(0) == kLocalMark;
      return begun ? damaged() : refuse(BW_MESSAGE("data.not_zip", "is not a NumPy archive: it is no ZIP file"));
    }
    const auto count = at16(*end + 10);
    const std::uint64_t directoryBytes = at32(*end + 12);
    const std::uint64_t directory = at32(*end + 16);
    if (at16(*end + 4) != 0 || at16(*end + 8) != count || directory + directoryBytes > *end) return damaged();
    std::vector<ZipMember> members;
    std::set<std::string> names;
    std::uint64_t total = 0;
    std::uint64_t place = directory;
    for (std::uint32_t index = 0; index < count; ++index) {
      if (place + kEntryBytes > *end || at32(place) != kEntryMark) return damaged();
      auto member = memberOf(place, directory);
      if (!member) return passOn(member);
      if (!names.insert(member->name).second) {
        return refuse({BW_MESSAGE("data.zip_twice", "holds two files named %1"), {member->name}});
      }
      total += member->bytes;
      if (total > kMostArrayBytes) return refuse(BW_MESSAGE("data.zip_limit", "declares more than 4 GiB of arrays"));
      members.push_back(std::move(*member));
      place += kEntryBytes + at16(place + 28) + at16(place + 30) + at16(place + 32);
    }
    return members;
  }

 private:
  [[nodiscard]] Failure refuse(Message what, std::string where = {}) const {
    return fail(ErrorKind::input, std::move(what), file_, std::move(where));
  }
  [[nodiscard]] Failure damaged() const {
    return refuse(BW_MESSAGE("data.zip_damaged", "is a ZIP file that is damaged or cut off"));
  }
  [[nodiscard]] std::uint32_t at16(std::uint64_t place) const {
    return loadUnaligned<std::uint16_t>(content_.data() + place);
  }
  [[nodiscard]] std::uint32_t at32(std::uint64_t place) const {
    return loadUnaligned<std::uint32_t>(content_.data() + place);
  }
  [[nodiscard]] std::string textAt(std::uint64_t place, std::size_t length) const {
    return std::string(textOf(content_.subspan(place, length)));
  }

  /// Where the record stands that ends the archive: nothing but its own comment follows it.
  [[nodiscard]] std::optional<std::uint64_t> findEnd() const {
    if (content_.size() < kEndBytes) return std::nullopt;
    const std::uint64_t last = content_.size() - kEndBytes;
    const std::uint64_t first = last > kLongestComment ? last - kLongestComment : 0;
    for (std::uint64_t place = last + 1; place-- > first;) {
      if (at32(place) == kEndMark && place + kEndBytes + at16(place + 20) == content_.size()) return place;
    }
    return std::nullopt;
  }

  [[nodiscard]] Result<ZipMember> memberOf(std::uint64_t place, std::uint64_t directory) const {
    const auto flags = at16(place + 8);
    const auto method = at16(place + 10);
    const auto nameBytes = at16(place + 28);
    const std::uint64_t packedBytes = at32(place + 20);
    const std::uint64_t local = at32(place + 42);
    if (place + kEntryBytes + nameBytes > content_.size()) return damaged();
    ZipMember member{textAt(place + kEntryBytes, nameBytes), {}, method == 8, at32(place + 24), at32(place + 16)};
    if ((flags & 1U) != 0)
      return refuse(BW_MESSAGE("data.zip_encrypted", "holds a file that is encrypted"), member.name);
    if (method != 0 && method != 8) {
      return refuse(
          {BW_MESSAGE("data.zip_method", "holds a file packed by method %1; stored (0) and deflated (8) are read"),
           {std::int64_t{method}}},
          member.name);
    }
    if (member.bytes == 0xffffffffU || packedBytes == 0xffffffffU || local == 0xffffffffU) {
      return refuse(BW_MESSAGE("data.zip_limit", "declares more than 4 GiB of arrays"));
    }
    // The local header repeats what the directory says, and says where the bytes begin.
    if (local + kLocalBytes > directory || at32(local) != kLocalMark) return damaged();
    const auto localNameBytes = at16(local + 26);
    const std::uint64_t data = local + kLocalBytes + localNameBytes + at16(local + 28);
    if (data > directory || packedBytes > directory - data ||
        textAt(local + kLocalBytes, localNameBytes) != member.name)
      return damaged();
    if (method == 0 ? member.bytes != packedBytes : member.bytes > packedBytes * kMostPerPackedByte) {
      return refuse({BW_MESSAGE("data.zip_impossible", "declares %1 bytes, more than its %2 packed bytes can hold"),
                     {static_cast<std::int64_t>(member.bytes), static_cast<std::int64_t>(packedBytes)}},
                    member.name);
    }
    member.packed = content_.subspan(data, packedBytes);
    return member;
  }

  ByteView content_;
  const std::string& file_;
};

}  // namespace

Result<std::vector<ZipMember>> zipMembers(ByteView content, const std::string& file) {
  return ZipReader(content, file).read();
}

}  // namespace bitwright
