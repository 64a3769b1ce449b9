// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Whether a pruned and quantized net is still as fast as its original: LeNet-5 and LeNet-300-100 with a tenth of their
// weights at four bits, compared with the original again and again.
//   deep_compression [REPETITIONS]      default: 10
// Prints the ratio of times with its interval for each repetition, and in how many the interval holds 1 and is at most
// 3 % to either side. Needs BITWRIGHT_WORKER and a machine that does nothing else; about 20 s a repetition.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>

#include "core/base/files/temporary_folder.h"
#include "core/evaluation/compare_variants.h"
#include "core/evaluation/results/variant_request.h"
#include "tests/support/made_models.h"

namespace {

using namespace bitwright;

constexpr const char* kSpec = "prune:density=0.1+kmeans:bits=4";

Result<void> repeat(const std::string& name, const test::ModelBuilder& net, int repetitions) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto file = folder->path() / (name + ".onnx");
  net.write(file);
  auto model = Model::open(file);
  if (!model) return passOn(model);
  auto variant = parseVariant(fmt::format("small={}", kSpec));
  if (!variant) return passOn(variant);
  int holds = 0;
  int narrow = 0;
  for (int i = 0; i < repetitions; ++i) {
    CompareOptions options;
    options.seed = static_cast<std::uint64_t>(i);
    auto comparison = compareVariants(*model, {*variant}, options, Job{});
    if (!comparison) return passOn(comparison);
    const auto& card = comparison->variants.back();
    if (!card.speed) {
      fmt::print("  {}: not timed\n", name);
      continue;
    }
    const auto& ratio = card.speed->speedup;
    const double half = (ratio.high - ratio.low) / 2.0;
    holds += ratio.low <= 1.0 && ratio.high >= 1.0 ? 1 : 0;
    narrow += half <= 0.03 ? 1 : 0;
    fmt::print(
        "  {}: 1/{:.1f}, archive 1/{:.1f}; speed {:.3f} ({:.3f} to {:.3f}), half-width {:.1f} %, {}\n", name,
        card.size.ratio,
        static_cast<double>(comparison->variants.front().size.fileBytes) / static_cast<double>(card.size.archiveBytes),
        ratio.value, ratio.low, ratio.high, 100.0 * half, verdictText(card.speed->verdict).english);
    std::fflush(stdout);
  }
  fmt::print("{} {}: holds 1 in {} of {}, half-width at most 3 % in {}\n", name, kSpec, holds, repetitions, narrow);
  return {};
}

}  // namespace

int main(int count, char** arguments) {
  const int repetitions = count > 1 ? std::stoi(arguments[1]) : 10;
  for (const auto& [name, net] : {std::pair<std::string, test::ModelBuilder>{"LeNet-5", test::lenet5Model()},
                                  {"LeNet-300-100", test::denseModel({784, 300, 100, 10})}}) {
    if (auto done = repeat(name, net, repetitions); !done) {
      fmt::print(stderr, "{}\n", done.error().line());
      return 1;
    }
  }
  return 0;
}
