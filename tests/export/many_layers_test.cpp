// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Writing, checking and measuring a model of many layers takes work in proportion to them. Work is counted in bytes
// asked of the allocator: a list that is copied or written anew for each layer shows at once, on any machine.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <atomic>
#include <cstdlib>
#include <new>

#include "core/export/export.h"
#include "core/export/stored_form.h"
#include "tests/export/export_support.h"
#include "tests/support/made_models.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"

namespace {

std::atomic<std::uint64_t> asked{0};

}  // namespace

void* operator new(std::size_t bytes) {
  asked += bytes;
  if (void* memory = std::malloc(bytes == 0 ? 1 : bytes)) return memory;  // NOLINT(cppcoreguidelines-no-malloc)
  throw std::bad_alloc();
}
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
  asked += bytes;
  return std::malloc(bytes == 0 ? 1 : bytes);  // NOLINT(cppcoreguidelines-no-malloc)
}
void operator delete(void* memory) noexcept {
  std::free(memory);  // NOLINT(cppcoreguidelines-no-malloc)
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);  // NOLINT(cppcoreguidelines-no-malloc)
}

namespace bitwright {

using namespace test;

namespace {

class ManyLayersTest {
 protected:
  ScratchFolder folder_;
};

}  // namespace

TEST_CASE_FIXTURE(ManyLayersTest, "workGrowsWithTheLayers") {
  Rows<std::string, int> rows;
  for (const auto* spec : {"kmeans:bits=4", "prune:density=0.3+kmeans:bits=4", "prune:density=0.3+uniform:bits=4",
                           "prune:nm=2of4+fp16", "uniform:bits=3,granularity=block,block=16,symmetric=false",
                           "sharing:clusters=16", "log:bits=4", "nf4", "ternary"}) {
    rows.add(spec, std::string(spec), static_cast<int>(ExportFormat::weights));
  }
  for (const auto* spec : {"uniform:bits=8", "prune:density=0.3+uniform:bits=4,granularity=tensor"}) {
    rows.add(fmt::format("weights-dq {}", spec), std::string(spec), static_cast<int>(ExportFormat::weightsDq));
  }

  rows.run([&](const std::string& spec, int format) {
    const auto source = folder_.path() / "many.onnx";
    const auto target = folder_.path() / "out.onnx";
    const ExportOptions options{static_cast<ExportFormat>(format), false};
    const auto bytesFor = [&](int layers) {
      denseModel(std::vector<std::int64_t>(static_cast<std::size_t>(layers) + 1, 12)).write(source);
      auto compressed = compressWith(source, spec);
      if (!compressed) return std::uint64_t{0};
      const auto before = asked.load();
      auto asFloats = *compressed;
      if (!keepWhatDoesNotPay(asFloats, options, Job{}.withThreads(1))) return std::uint64_t{0};
      if (!exportModel(*compressed, target, options, Job{}.withThreads(1))) return std::uint64_t{0};
      return asked.load() - before;
    };
    const auto few = bytesFor(100);
    const auto many = bytesFor(400);
    REQUIRE((few > 0 && many > 0));
    MESSAGE(fmt::format("{} bytes for 100 layers, {:.2f} times as many for 400", few,
                        static_cast<double>(many) / static_cast<double>(few)));
    REQUIRE(many < 5 * few);
  });
}

}  // namespace bitwright
