// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// What loading an export costs beside its original: made dense networks of about 100 million weights, each peak in a
// fresh process.
//   load_peak [SPEC …]      default: kmeans:bits=4 with and without scales, uniform:bits=4
// Prints a row for each shape, opset and spec: the peak of resident memory while the session is built and the median
// load time, and both over the original's, whose loads are taken in turns with the export's. Needs BITWRIGHT_WORKER and
// about 3 GB.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "core/compress/compress.h"
#include "core/export/export.h"
#include "core/runtime/worker_client.h"
#include "tests/support/made_models.h"

namespace {

using namespace bitwright;

/// The smallest of three, for the allocator's luck only ever adds.
Result<double> peakMegabytes(const std::filesystem::path& model) {
  double least = 0.0;
  for (int i = 0; i < 3; ++i) {
    auto memory = measureMemory(model, {}, Job{});
    if (!memory) return passOn(memory);
    const auto megabytes = static_cast<double>(memory->loadPeakBytes) / 1e6;
    least = i == 0 ? megabytes : std::min(least, megabytes);
  }
  return least;
}

/// Median load times of both, taken in turns in one worker, so that whatever else the machine does meets both.
Result<std::pair<double, double>> loadMilliseconds(const std::filesystem::path& original,
                                                   const std::filesystem::path& exported) {
  TimingRequest request;
  request.models = {original, exported};
  request.rounds = 3;
  auto timing = timeModels(request, Job{});
  if (!timing) return passOn(timing);
  return std::pair(timing->models[0].loadMs, timing->models[1].loadMs);
}

Result<void> exportAs(const std::shared_ptr<const Model>& model, const std::string& spec,
                      const std::filesystem::path& target) {
  auto parsed = parseSpec(spec);
  if (!parsed) return passOn(parsed);
  Recipe recipe;
  recipe.all = std::move(*parsed);
  auto compressed = compress(model, recipe, Job{});
  if (!compressed) return passOn(compressed);
  auto exported = exportModel(*compressed, target, {ExportFormat::weights, false}, Job{});
  if (!exported) return passOn(exported);
  return {};
}

Result<void> compare(std::int64_t width, std::size_t layers, std::int64_t opset,
                     const std::vector<std::string>& specs) {
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto source = folder->path() / "float.onnx";
  test::denseModel(std::vector<std::int64_t>(layers + 1, width), opset, opset >= 21 ? 10 : 8).write(source);
  auto model = Model::open(source);
  if (!model) return passOn(model);
  auto reference = peakMegabytes(source);
  if (!reference) return passOn(reference);
  fmt::print("{} layers of {} x {}, opset {}: float32 peak {:.0f} MB\n", layers, width, width, opset, *reference);
  for (const auto& spec : specs) {
    const auto target = folder->path() / "export.onnx";
    if (auto written = exportAs(*model, spec, target); !written) return written;
    auto peak = peakMegabytes(target);
    if (!peak) return passOn(peak);
    auto loads = loadMilliseconds(source, target);
    if (!loads) return passOn(loads);
    const auto [original, exported] = *loads;
    fmt::print("  {:40} peak {:5.0f} MB ({:.2f}), load {:5.0f} ms of {:5.0f} ms ({:.2f})\n", spec, *peak,
               *peak / *reference, exported, original, exported / original);
    std::fflush(stdout);
  }
  return {};
}

}  // namespace

int main(int count, char** arguments) {
  std::vector<std::string> specs(arguments + 1, arguments + count);
  if (specs.empty()) specs = {"kmeans:bits=4,scale=none", "kmeans:bits=4", "uniform:bits=4"};
  for (const std::int64_t opset : {13, 21}) {
    for (const auto& [width, layers] : {std::pair<std::int64_t, std::size_t>{2048, 25}, {3200, 10}}) {
      if (auto done = compare(width, layers, opset, specs); !done) {
        fmt::print(stderr, "{}\n", done.error().line());
        return 1;
      }
    }
  }
  return 0;
}
