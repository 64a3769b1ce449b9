// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <atomic>
#include <bit>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <stop_token>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/files/atomic_file.h"
#include "core/base/job.h"
#include "core/base/parallel.h"
#include "core/base/resources.h"
#include "core/base/saturated_product.h"
#include "core/base/text/utf8.h"
#include "tests/support/result_check.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/text.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return file ? std::string(std::istreambuf_iterator<char>(file), {}) : std::string("<missing>");
}

std::ptrdiff_t filesIn(const std::filesystem::path& folder) {
  return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
}

}  // namespace

TEST_CASE("messagesFillInTheirArguments") {
  const Message message(BW_MESSAGE("test.two", "%2 of %1 at %3 %9"),
                        {std::int64_t{10}, std::string("three\nlines"), 0.25});
  REQUIRE(message.text() == "three\\nlines of 10 at 0.25 ");
}

TEST_CASE("longTextsAreCutInTheMiddle") {
  const std::string text = printable(std::string(1000, 'x') + "end", 20);
  REQUIRE(text.size() < 30);
  REQUIRE(text.ends_with("end"));
}

TEST_CASE("charactersAreNotCutInTwo") {
  REQUIRE(startOf("aéb", 2) == "a");
  REQUIRE(startOf("aéb", 3) == "aé");
  REQUIRE(endOf("aéb", 2) == "b");
  REQUIRE(endOf("aéb", 3) == "éb");
  REQUIRE(startOf("🙂", 3) == std::string_view());
  REQUIRE(endOf("🙂", 3) == std::string_view());
  REQUIRE(startOf("abc", 5) == "abc");
  REQUIRE(startOf("abc", 0) == std::string_view());
  const std::string none(10, '\x80');  // no UTF-8
  REQUIRE(startOf(none, 4).size() == std::size_t{4});
  REQUIRE(endOf(none, 4).size() == std::size_t{4});
  for (std::size_t limit = 10; limit < 30; ++limit) {
    const auto cut = printable("ääääääääääääääää🙂ääääääääääääääääx", limit);
    REQUIRE(isUtf8(cut));
  }
}

TEST_CASE("theExecutablesFolderIsNeverTheCurrentOne") {
  REQUIRE(executableFolder());
  REQUIRE(executableFolder()->is_absolute());
  REQUIRE(!executableFolder("/no/such/link"));
  const ScratchFolder folder;
  const auto link = folder.path() / "exe";
  std::filesystem::create_symlink("relative/program", link);
  REQUIRE(!executableFolder(link));
}

TEST_CASE("productsOfDimensionsDoNotOverflow") {
  constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
  REQUIRE(saturatedProduct({}) == std::int64_t{1});
  REQUIRE(saturatedProduct({3, 4}) == std::int64_t{12});
  REQUIRE(saturatedProduct({std::int64_t{1} << 40, std::int64_t{1} << 40}) == kMost);
  REQUIRE(saturatedProduct({std::int64_t{1} << 40, std::int64_t{1} << 40, 0}) == std::int64_t{0});
}

TEST_CASE("anErrorIsOneLine") {
  const Error error{ErrorKind::input, BW_MESSAGE("test.what", "is wrong"), "a\nb.onnx", "node 3",
                    BW_MESSAGE("test.do", "do this")};
  REQUIRE(error.line() == "a\\nb.onnx: is wrong [node 3]; do this");
}

TEST_CASE("everyHalfGoesToFloatAndBack") {
  for (std::uint32_t bits = 0; bits < 0x10000U; ++bits) {
    const float wide = halfToFloat(static_cast<std::uint16_t>(bits));
    const std::uint16_t back = floatToHalf(wide);
    if (std::isnan(wide))
      REQUIRE(std::isnan(halfToFloat(back)));
    else
      REQUIRE(static_cast<std::uint32_t>(back) == bits);
    const float brain = bfloat16ToFloat(static_cast<std::uint16_t>(bits));
    if (!std::isnan(brain)) REQUIRE(static_cast<std::uint32_t>(floatToBfloat16(brain)) == bits);
  }
}

TEST_CASE("halvesRoundToNearestEven") {
  const auto half = [](float value) { return static_cast<int>(floatToHalf(value)); };
  REQUIRE(half(65504.0F) == 0x7bff);
  REQUIRE(half(65519.996F) == 0x7bff);
  REQUIRE(half(65520.0F) == 0x7c00);
  REQUIRE(half(2049.0F) == 0x6800);   // halfway between 2048 and 2050
  REQUIRE(half(2051.0F) == 0x6802);   // halfway between 2050 and 2052
  REQUIRE(half(5.9604645e-8F) == 1);  // the smallest subnormal
  REQUIRE(half(2.9802322e-8F) == 0);  // half of it: tie to even
  REQUIRE(half(std::nextafter(2.9802322e-8F, 1.0F)) == 1);
  REQUIRE(half(-0.0F) == 0x8000);
}

TEST_CASE("sha256IsTheStandards") {
  REQUIRE(sha256Hex(bytesOf("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("atomicFilesAppearWholeOrNotAtAll") {
  ScratchFolder folder;
  const std::string target = folder.file("out.txt");
  BW_VERIFY_RESULT(writeFileAtomically(target, "first"));
  {
    auto file = AtomicFile::create(target);
    BW_VERIFY_RESULT(file);
    BW_VERIFY_RESULT(file->write("half of the sec"));
  }
  REQUIRE(contents(target) == std::string("first"));
  REQUIRE(filesIn(folder.path()) == 1);
}

TEST_CASE("readOnlyTargetsAreLeftAlone") {
  ScratchFolder folder;
  const std::string target = folder.file("out.txt");
  BW_VERIFY_RESULT(writeFileAtomically(target, "first"));
  std::filesystem::permissions(target, std::filesystem::perms::owner_read | std::filesystem::perms::group_read);
  const auto refused = writeFileAtomically(target, "second");
  REQUIRE(!refused);
  REQUIRE(refused.error().kind == ErrorKind::io);
  REQUIRE(contents(target) == std::string("first"));
  REQUIRE(!writeFileAtomically(folder.file("no/such/folder.txt"), "x"));
  REQUIRE(!writeFileAtomically(folder.path().string(), "x"));
}

TEST_CASE("parallelLoopsCoverEverythingOnce") {
  for (const int threads : {1, 2, 8}) {
    std::vector<std::atomic<int>> seen(10'007);
    REQUIRE(parallelFor(Job({}, {}, threads), 10'007, 64, [&](std::int64_t begin, std::int64_t end) {
      for (auto index = begin; index < end; ++index) ++seen[static_cast<std::size_t>(index)];
    }));
    for (const auto& count : seen) REQUIRE(count.load() == 1);
  }
}

TEST_CASE("parallelLoopsStopAndRethrow") {
  std::stop_source source;
  std::atomic<int> pieces{0};
  REQUIRE(!parallelFor(Job(source.get_token(), {}, 2), 1'000'000, 1, [&](std::int64_t, std::int64_t) {
    if (++pieces == 10) source.request_stop();
  }));
  REQUIRE(pieces < 1000);
  REQUIRE_THROWS_AS(
      parallelFor(Job({}, {}, 2), 100, 1, [](std::int64_t, std::int64_t) { throw std::runtime_error("x"); }),
      std::runtime_error);
}

TEST_CASE("partsOfAJobReportInTheirShare") {
  std::vector<double> seen;
  const Job job(
      {}, [&seen](const Message&, double fraction) { seen.push_back(fraction); }, 1);
  const Job part = job.part(0.5, 0.9).part(0.5, 1.0);
  part.progress(BW_MESSAGE("test.phase", "phase"), 0.0);
  part.progress(BW_MESSAGE("test.phase", "phase"), 2.0);
  REQUIRE(seen.size() == std::size_t{2});
  REQUIRE(std::abs(seen[0] - 0.7) < 1e-12);
  REQUIRE(std::abs(seen[1] - 0.9) < 1e-12);
}
