// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/wire/wire_format.h"

#include <doctest/doctest.h>
#include <google/protobuf/io/coded_stream.h>

#include <array>
#include <limits>
#include <string>

using namespace bitwright;

namespace {

constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

/// As protobuf itself writes it.
std::string protobufVarint(std::uint64_t value) {
  std::array<std::uint8_t, 10> bytes{};
  const auto* const end = google::protobuf::io::CodedOutputStream::WriteVarint64ToArray(value, bytes.data());
  return std::string(bytes.data(), bytes.data() + (end - bytes.data()));
}

}  // namespace

TEST_CASE("everyLengthIsWrittenAsProtobufDoesAndReadBack") {
  for (unsigned int bits = 0; bits <= 64; ++bits) {
    const auto power = bits < 64 ? std::uint64_t{1} << bits : 0;
    for (const auto value : {power - 1, power, power + 1}) {
      std::string written;
      appendVarint(written, value);
      REQUIRE(written == protobufVarint(value));
      REQUIRE(varintSize(value) == written.size());
      // At the end of the bytes, and with more behind them, which is another way through the reader.
      for (const std::size_t more : {0U, 1U, 9U, 20U}) {
        const auto bytes = "x" + written + std::string(more, '\xff');
        std::size_t at = 1;
        REQUIRE(readVarint(bytesOf(bytes), at, bytes.size()).value() == value);
        REQUIRE(at == 1 + written.size());
      }
    }
  }
}

TEST_CASE("whatIsCutOrTooLongIsNone") {
  for (std::size_t length = 0; length <= 30; ++length) {
    const std::string bytes(length, '\x80');  // none of them ends it
    for (std::size_t end = 0; end <= length; ++end) {
      std::size_t at = 0;
      REQUIRE(!readVarint(bytesOf(bytes), at, end));
      REQUIRE(at == std::size_t{0});
    }
  }
  const auto whole = protobufVarint(kMost);
  for (std::size_t end = 0; end < whole.size(); ++end) {
    std::size_t at = 0;
    REQUIRE(!readVarint(bytesOf(whole), at, end));  // it goes on behind `end`
  }
  std::size_t at = 0;
  REQUIRE(!readVarint({}, at, 0));
}

TEST_CASE("tenBytesAreTheMost") {
  const auto read = [](const std::string& bytes) {
    std::size_t at = 0;
    return readVarint(bytesOf(bytes), at, bytes.size());
  };
  REQUIRE(read(std::string(9, '\x80') + '\x01').value() == std::uint64_t{1} << 63U);
  REQUIRE(read(std::string(9, '\xff') + '\x7f').value() == kMost);  // as protobuf: bits beyond 64 are dropped
  REQUIRE(read(std::string(9, '\x80') + std::string(1, '\0')).value() == std::uint64_t{0});
  REQUIRE(!read(std::string(10, '\x80') + std::string(1, '\0')));
  REQUIRE(!read(std::string(10, '\xff') + '\x01' + std::string(20, '\0')));
}

TEST_CASE("tagsAreReadAsWritten") {
  for (const std::uint32_t number : {1U, 15U, 16U, 536870777U, 536870911U}) {
    for (const auto type : {WireType::varint, WireType::fixed64, WireType::bytes, WireType::groupBegin,
                            WireType::groupEnd, WireType::fixed32}) {
      std::string bytes;
      appendTag(bytes, number, type);
      REQUIRE(bytes == protobufVarint(std::uint64_t{number} << 3U | static_cast<std::uint64_t>(type)));
      const auto tagBytes = bytes.size();
      bytes += std::string("\x05\0\0\0\0\0\0\0", 8);
      std::size_t at = 0;
      const auto field = readField(bytesOf(bytes), at, bytes.size());
      REQUIRE(field.has_value());
      REQUIRE(field->number == number);
      REQUIRE(field->type == type);
      REQUIRE(field->begin == std::size_t{0});
      REQUIRE(field->length == tagBytes);
      const bool counted = type == WireType::varint || type == WireType::bytes;
      REQUIRE(field->value == std::uint64_t{counted ? 5U : 0U});
      REQUIRE(field->body == tagBytes + (type == WireType::bytes ? 1 : 0));
      const std::size_t value = counted ? 1 : type == WireType::fixed64 ? 8 : type == WireType::fixed32 ? 4 : 0;
      REQUIRE(at == tagBytes + value);
      for (std::size_t end = 0; end < tagBytes + value; ++end) {
        std::size_t cut = 0;
        REQUIRE(!readField(bytesOf(bytes), cut, end));
      }
    }
  }
}

TEST_CASE("tagsThatAreNoneAreRefused") {
  const auto read = [](const std::string& bytes) {
    std::size_t at = 0;
    return readField(bytesOf(bytes), at, bytes.size()).has_value();
  };
  REQUIRE(!read(std::string("\0\1", 2)));                                         // number 0
  REQUIRE(!read("\x0e\x01"));                                                     // wire type 6
  REQUIRE(!read("\x0f\x01"));                                                     // wire type 7
  REQUIRE(!read(protobufVarint((std::uint64_t{1} << 32U) | 8U) + "\x01"));        // more than 32 bits
  REQUIRE(!read(protobufVarint(kMost) + "\x01"));                                 // all of them
  REQUIRE(read(protobufVarint((std::uint64_t{0xffffffffU} & ~7U) | 0U) + "\1"));  // the largest number
}

TEST_CASE("lengthsOfAnySizeAreOnlyRead") {
  for (const auto length : {std::uint64_t{1} << 32U, std::uint64_t{1} << 40U, kMost}) {
    std::string bytes;
    appendTag(bytes, 1, WireType::bytes);
    appendVarint(bytes, length);
    std::size_t at = 0;
    const auto field = readField(bytesOf(bytes), at, bytes.size());
    REQUIRE(field.has_value());
    REQUIRE(field->value == length);
    REQUIRE(at == bytes.size());
  }
}
