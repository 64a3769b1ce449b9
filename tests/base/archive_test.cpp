// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/files/archive.h"

#include <doctest/doctest.h>
#include <lzma.h>

#include <algorithm>
#include <random>
#include <vector>

#include "core/base/files/archive_kind.h"
#include "tests/support/model_builder.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// What is packed comes out again, whatever its size; what does not is not called an archive.
class ArchiveTest {
 protected:
  ScratchFolder folder_;
  std::filesystem::path file(const char* name) const { return folder_.path() / name; }
  static Rows<ArchiveKind> kinds() {
    Rows<ArchiveKind> rows;
    rows.add("zst", ArchiveKind::zst);
    rows.add("xz", ArchiveKind::xz);
    return rows;
  }
  static std::string content(std::size_t size, bool noise) {
    std::string bytes(size, '\0');
    std::mt19937 random(3);
    if (noise) std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<char>(random()); });
    return bytes;
  }
  void damaged(ArchiveKind kind, const std::string& bytes) const {
    writeFile(file("damaged"), bytes);
    const auto refused = unpackFile(file("damaged"), kind, file("no"), Job{});
    REQUIRE(!refused);
    REQUIRE(refused.error().what.id() == "archive.damaged");
    REQUIRE(!std::filesystem::exists(file("no")));
  }
  void needsMemory(ArchiveKind kind, const char* name) const {
    const auto refused = unpackFile(file(name), kind, file("b"), Job{});
    REQUIRE(!refused);
    REQUIRE(refused.error().what.id() == "archive.memory");
    REQUIRE(refused.error().kind == ErrorKind::input);
  }
};

}  // namespace

TEST_CASE_FIXTURE(ArchiveTest, "wholeBlocksComeOutAgain") {
  kinds().run([&](ArchiveKind kind) {
    for (const std::size_t blocks : {1, 2, 3}) {
      for (const std::ptrdiff_t more : {-1, 0, 1}) {
        for (const bool noise : {false, true}) {
          if (noise && blocks > 1) continue;
          const auto bytes = content(blocks * 131072 + static_cast<std::size_t>(more), noise);
          writeFile(file("a"), bytes);
          const auto packed = packFile(file("a"), kind, file("a.packed"), Job{});
          BW_VERIFY_RESULT(packed);
          REQUIRE(std::filesystem::file_size(file("a.packed")) == *packed);
          BW_VERIFY_RESULT(unpackFile(file("a.packed"), kind, file("b"), Job{}));
          REQUIRE(readFile(file("b")) == bytes);
        }
      }
    }
  });
}

TEST_CASE_FIXTURE(ArchiveTest, "severalInOneFile") {
  writeFile(file("a"), content(131072, false));
  BW_VERIFY_RESULT(packFile(file("a"), ArchiveKind::zst, file("a.zst"), Job{}));
  BW_VERIFY_RESULT(packFile(file("a"), ArchiveKind::xz, file("a.xz"), Job{}));
  for (const auto kind : {ArchiveKind::zst, ArchiveKind::xz}) {
    const auto one = readFile(file(kind == ArchiveKind::zst ? "a.zst" : "a.xz"));
    writeFile(file("two"), one + one);
    BW_VERIFY_RESULT(unpackFile(file("two"), kind, file("b"), Job{}));
    REQUIRE(std::filesystem::file_size(file("b")) == std::uintmax_t{2 * 131072});
  }
}

TEST_CASE_FIXTURE(ArchiveTest, "cutAnywhereIsDamaged") {
  kinds().run([&](ArchiveKind kind) {
    writeFile(file("a"), content(131072, false) + content(300, true));
    BW_VERIFY_RESULT(packFile(file("a"), kind, file("whole"), Job{}));
    const auto whole = readFile(file("whole"));
    for (std::size_t size = 0; size < whole.size(); size += size < 20 || size + 20 > whole.size() ? 1 : 23) {
      writeFile(file("cut"), whole.substr(0, size));
      const auto refused = unpackFile(file("cut"), kind, file("b"), Job{});
      REQUIRE_MESSAGE(!refused, std::to_string(size));
      REQUIRE(refused.error().what.id() == "archive.damaged");
      REQUIRE(!std::filesystem::exists(file("b")));
    }
  });
}

TEST_CASE_FIXTURE(ArchiveTest, "anArchiveIsComparedWithWhatWasPacked") {
  kinds().run([&](ArchiveKind kind) {
    const auto bytes = content(200'000, true);
    writeFile(file("a"), bytes);
    BW_VERIFY_RESULT(packFile(file("a"), kind, file("packed"), Job{}));
    BW_VERIFY_RESULT(checkArchive(file("packed"), kind, file("a"), Job{}));
    auto other = bytes;
    other[150'000] = static_cast<char>(other[150'000] ^ 1);
    for (const auto& source : {other, bytes + "x", bytes.substr(0, 199'999), std::string()}) {
      writeFile(file("other"), source);
      const auto differs = checkArchive(file("packed"), kind, file("other"), Job{});
      REQUIRE(!differs);
      REQUIRE(differs.error().kind == ErrorKind::verification);
      REQUIRE(differs.error().what.id() == "archive.differs");
    }
    writeFile(file("cut"), readFile(file("packed")).substr(0, 1000));
    REQUIRE(!checkArchive(file("cut"), kind, file("a"), Job{}));
  });
}

TEST_CASE_FIXTURE(ArchiveTest, "nothingIsPackedAsWell") {
  kinds().run([&](ArchiveKind kind) {
    writeFile(file("a"), "");
    BW_VERIFY_RESULT(packFile(file("a"), kind, file("a.packed"), Job{}));
    BW_VERIFY_RESULT(unpackFile(file("a.packed"), kind, file("b"), Job{}));
    REQUIRE(std::filesystem::file_size(file("b")) == std::uintmax_t{0});
  });
}

TEST_CASE_FIXTURE(ArchiveTest, "anArchiveInAnArchiveStaysOne") {
  kinds().run([&](ArchiveKind kind) {
    writeFile(file("a"), content(1000, false));
    BW_VERIFY_RESULT(packFile(file("a"), kind, file("inner"), Job{}));
    BW_VERIFY_RESULT(packFile(file("inner"), kind, file("outer"), Job{}));
    BW_VERIFY_RESULT(unpackFile(file("outer"), kind, file("b"), Job{}));
    REQUIRE(readFile(file("b")) == readFile(file("inner")));
  });
}

TEST_CASE_FIXTURE(ArchiveTest, "foreignBytesBehindTheEndAreDamage") {
  kinds().run([&](ArchiveKind kind) {
    writeFile(file("a"), content(1000, true));
    BW_VERIFY_RESULT(packFile(file("a"), kind, file("packed"), Job{}));
    const auto whole = readFile(file("packed"));
    for (const auto& behind :
         {std::string("more"), std::string("x"), std::string(3, '\0'), whole.substr(0, 30), content(100'000, true)}) {
      damaged(kind, whole + behind);
    }
    damaged(kind, "more" + whole);
    damaged(kind, "more");
  });
}

TEST_CASE_FIXTURE(ArchiveTest, "zstFramesThatAreSkippedMayStandBetween") {
  writeFile(file("a"), content(1000, true));
  BW_VERIFY_RESULT(packFile(file("a"), ArchiveKind::zst, file("packed"), Job{}));
  const auto one = readFile(file("packed"));
  const std::string skipped("\x50\x2a\x4d\x18\x05\0\0\0hello", 13);  // RFC 8878, 3.1.2
  writeFile(file("several"), skipped + one + skipped + one + skipped);
  BW_VERIFY_RESULT(unpackFile(file("several"), ArchiveKind::zst, file("b"), Job{}));
  REQUIRE(readFile(file("b")) == content(1000, true) + content(1000, true));
  damaged(ArchiveKind::zst, one + skipped.substr(0, 12));
}

TEST_CASE_FIXTURE(ArchiveTest, "aChangedByteNeverGivesOtherContent") {
  kinds().run([&](ArchiveKind kind) {
    const auto bytes = content(300, false) + content(300, true);
    writeFile(file("a"), bytes);
    BW_VERIFY_RESULT(packFile(file("a"), kind, file("packed"), Job{}));
    const auto whole = readFile(file("packed"));
    for (std::size_t at = 0; at < whole.size(); ++at) {
      auto changed = whole;
      changed[at] = static_cast<char>(changed[at] ^ 0x10);
      writeFile(file("changed"), changed);
      std::filesystem::remove(file("b"));
      if (unpackFile(file("changed"), kind, file("b"), Job{})) {
        REQUIRE_MESSAGE(readFile(file("b")) == bytes, std::to_string(at));
      } else {
        REQUIRE(!std::filesystem::exists(file("b")));
      }
    }
  });
}

TEST_CASE_FIXTURE(ArchiveTest, "aGigabyteOfMemoryIsNotTooMuch") {
  // As below, with windows of 128 MiB, 256 MiB and 1 GiB, which `zstd --long` writes.
  for (const char window : {'\x88', '\x90', '\xa0'}) {
    writeFile(file("a.zst"), std::string("\x28\xb5\x2f\xfd\x00", 5) + window + std::string("\x09\x00\x00x", 4));
    BW_VERIFY_RESULT(unpackFile(file("a.zst"), ArchiveKind::zst, file("b"), Job{}));
    REQUIRE(readFile(file("b")) == "x");
  }
}

TEST_CASE_FIXTURE(ArchiveTest, "tooMuchMemoryIsNoDamage") {
  // A frame whose header asks for a window of 2 GiB, with one raw block of one byte (RFC 8878).
  writeFile(file("a.zst"), std::string("\x28\xb5\x2f\xfd\x00\xa8\x09\x00\x00x", 10));
  needsMemory(ArchiveKind::zst, "a.zst");

  // A dictionary of 1.5 GiB. Only its size is written down: the stream is made with a small one and the size put in
  // its place.
  lzma_options_lzma options{};
  lzma_lzma_preset(&options, 0);
  std::vector<std::uint8_t> block(10'000);
  lzma_filter filters[] = {{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, nullptr}};
  std::size_t size = 0;
  options.dict_size = 1U << 20U;
  REQUIRE(lzma_stream_buffer_encode(filters, LZMA_CHECK_CRC32, nullptr, block.data(), 5000, block.data() + 5000, &size,
                                    5000) == LZMA_OK);
  std::string stream(reinterpret_cast<const char*>(block.data() + 5000), size);
  // Block header behind the 12 bytes of the stream's: size, flags, filter id 0x21, one byte of properties: the
  // dictionary's size.
  const auto at = stream.find('\x21', 12);
  REQUIRE(at != std::string::npos);
  stream[at + 2] = 39;  // 3 GiB
  const auto header = static_cast<std::size_t>(static_cast<unsigned char>(stream[12]) + 1) * 4;
  const auto sum = lzma_crc32(reinterpret_cast<const std::uint8_t*>(stream.data()) + 12, header - 4, 0);
  for (unsigned int byte = 0; byte < 4; ++byte) stream[12 + header - 4 + byte] = static_cast<char>(sum >> (8 * byte));
  writeFile(file("a.xz"), stream);
  needsMemory(ArchiveKind::xz, "a.xz");
}
