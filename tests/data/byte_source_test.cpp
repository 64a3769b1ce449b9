// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/arrays/byte_source.h"

#include <doctest/doctest.h>

#include <string>

#include "tests/support/made_data.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// The deflate stream in a gzip member: without its header of 10 bytes and its checksum and size of 8.
std::string deflated(const std::string& bytes) {
  const auto member = gzipped(bytes);
  return member.substr(10, member.size() - 18);
}

/// All that is in there, read piece by piece; nothing where it is damaged.
std::optional<std::string> readAll(const std::string& content, ByteSource::Packing packing, std::size_t piece) {
  ByteSource source(bytesOf(content), packing);
  std::string all;
  while (true) {
    std::string target(piece, '\0');
    const auto got = source.read(std::as_writable_bytes(std::span(target.data(), target.size())));
    if (!got) return std::nullopt;
    all += target.substr(0, *got);
    if (*got < piece) return all;
  }
}

}  // namespace

TEST_CASE("nothingMayStandBehindTheEnd") {
  const std::string text(1000, 'x');
  for (const std::size_t piece : {1U, 7U, 1000U, 4096U}) {
    REQUIRE(readAll(text, ByteSource::Packing::plain, piece).value() == text);
    REQUIRE(readAll(deflated(text), ByteSource::Packing::deflate, piece).value() == text);
    REQUIRE(readAll(gzipped(text) + gzipped(text), ByteSource::Packing::gzip, piece).value() == text + text);
    REQUIRE(!readAll(deflated(text) + "more", ByteSource::Packing::deflate, piece));
    REQUIRE(!readAll(deflated(text) + deflated(text), ByteSource::Packing::deflate, piece));
    REQUIRE(!readAll(deflated(text) + std::string(4, '\0'), ByteSource::Packing::deflate, piece));
    REQUIRE(!readAll(gzipped(text) + "more", ByteSource::Packing::gzip, piece));
    REQUIRE(!readAll(gzipped(text) + std::string(4, '\0') + gzipped(text), ByteSource::Packing::gzip, piece));
  }
}

TEST_CASE("checksumAndLengthOfEveryMemberAreHeldAgainstIt") {
  const std::string text(1000, 'x');
  const auto member = gzipped(text);
  for (std::size_t fromEnd = 1; fromEnd <= 8; ++fromEnd) {
    auto changed = member;
    changed[member.size() - fromEnd] = static_cast<char>(changed[member.size() - fromEnd] ^ 1);
    for (const auto& content : {changed, changed + member, member + changed}) {
      REQUIRE(!readAll(content, ByteSource::Packing::gzip, 4096));
      REQUIRE(!readAll(content, ByteSource::Packing::gzip, 1000));
    }
    REQUIRE(!readAll(member.substr(0, member.size() - fromEnd), ByteSource::Packing::gzip, 4096));
  }
}

TEST_CASE("headersOfGzipMayHoldMore") {
  const std::string text(1000, 'x');
  const auto member = gzipped(text);
  const auto with = [&member](int flags, const std::string& fields) {
    auto changed = member.substr(0, 10) + fields + member.substr(10);
    changed[3] = static_cast<char>(flags);
    return changed;
  };
  const auto all = with(4 + 8 + 16, std::string("\3\0abc", 5) + std::string("name\0comment\0", 13));
  REQUIRE(readAll(all, ByteSource::Packing::gzip, 4096).value() == text);
  REQUIRE(!readAll(with(0x20, ""), ByteSource::Packing::gzip, 4096));                   // reserved: RFC 1952, 2.3.1.2
  REQUIRE(!readAll(with(2, std::string("\0\0", 2)), ByteSource::Packing::gzip, 4096));  // the header's own checksum
}

TEST_CASE("theChecksumIsOfAllThatWasRead") {
  // The CRC-32 of "123456789" is the check value of its definition.
  for (const std::size_t first : {1U, 4U, 9U}) {
    const auto content = gzipped("123456789");
    ByteSource source(bytesOf(content));
    std::vector<std::byte> bytes;
    REQUIRE(source.append(bytes, first).value() == std::uint64_t{first});
    REQUIRE(source.append(bytes, 100).has_value());
    REQUIRE(source.checksum() == 0xcbf43926U);
  }
}
