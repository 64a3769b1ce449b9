// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// How the time to compress, write, check and verify a model grows with the number of its layers: nets of 200 to 1,500
// small ones, and the exponent of each step (1: in proportion; 2: what makes deep nets hopeless).
//   BITWRIGHT_WORKER=… many_layers [SPEC…]
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <utility>

#include "core/base/files/temporary_folder.h"
#include "core/calibration/range_table.h"
#include "core/evaluation/size/size_breakdown.h"
#include "core/export/export.h"
#include "core/export/format/format.h"
#include "core/export/stored_form.h"
#include "core/export/verify/verify_against.h"
#include "tests/support/made_models.h"

namespace bitwright {

namespace {

constexpr std::int64_t kWidth = 16;  // 256 weights a layer, as in the public report of 1,500 small ones

struct Case {
  std::string spec;
  ExportFormat format = ExportFormat::weights;
};

std::vector<Case> standardCases() {
  std::vector<Case> cases;
  for (const auto* spec : {"kmeans:bits=4", "prune:density=0.3+kmeans:bits=4", "prune:density=0.05+kmeans:bits=4",
                           "prune:nm=2of4+uniform:bits=4", "prune:threshold=0.05+fp16", "uniform:bits=8",
                           "uniform:bits=3,granularity=block,block=8,symmetric=false", "log:bits=4", "nf4", "ternary",
                           "fp16", "sharing:clusters=16", "equalization+uniform:bits=4"}) {
    cases.push_back({spec, ExportFormat::weights});
  }
  for (const auto* spec : {"uniform:bits=8", "prune:density=0.3+uniform:bits=4"})
    cases.push_back({spec, ExportFormat::weightsDq});
  for (const auto format : {ExportFormat::dynamic, ExportFormat::qdq, ExportFormat::qoperator})
    cases.push_back({"uniform:bits=8", format});
  return cases;
}

double secondsOf(const std::function<bool()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  const bool done = work();
  const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return done ? seconds : std::nan("");
}

/// Of the power law that goes through the logarithms with the least squares.
double exponentOf(const std::vector<std::pair<double, double>>& points) {
  double x = 0.0, y = 0.0, xx = 0.0, xy = 0.0;
  const auto count = static_cast<double>(points.size());
  for (const auto& [layers, seconds] : points) {
    const double a = std::log(layers), b = std::log(seconds);
    x += a;
    y += b;
    xx += a * a;
    xy += a * b;
  }
  return (count * xy - x * y) / (count * xx - x * x);
}

void measure(const Case& each) {
  const auto folder = TemporaryFolder::create();
  if (!folder) return;
  const auto source = folder->path() / "source.onnx";
  const auto target = folder->path() / "out.onnx";
  const std::vector<const char*> steps{"compress", "export", "stages", "verify"};
  std::vector<std::vector<std::pair<double, double>>> times(steps.size());
  fmt::print("{} as {}\n{:>8}", each.spec, formatWord(each.format), "layers");
  for (const auto* step : steps) fmt::print("{:>12}", step);
  fmt::print("{:>12}{:>12}\n", "bytes", "before");
  for (const std::int64_t layers : {200, 400, 800, 1500}) {
    test::denseModel(std::vector<std::int64_t>(static_cast<std::size_t>(layers) + 1, kWidth)).write(source);
    auto model = Model::open(source);
    Recipe recipe;
    recipe.all = parseSpec(each.spec).value();
    if (each.format == ExportFormat::dynamic) recipe.activations.mode = ActivationMode::dynamic;
    if (needsRanges(each.format)) recipe.activations.mode = ActivationMode::calibrated;
    ExportOptions options{each.format};
    if (needsRanges(each.format))
      options.ranges =
          calibrateModel(*model, {}, recipe.activations.calibrator, {recipe.activations.percentile}, {}, Job{}).value();
    Result<CompressedModel> compressed;
    Result<ExportResult> exported;
    const std::vector<std::function<bool()>> work{
        [&] { return (compressed = compressFor(options, *model, recipe, {}, Job{})).has_value(); },
        [&] { return compressed && (exported = exportModel(*compressed, target, options, Job{})).has_value(); },
        [&] { return exported && sizeStages(*compressed, options, exported->fileBytes, Job{}).has_value(); },
        [&] { return exported && verifyAgainst(target, source, {}, Job{}).has_value(); }};
    fmt::print("{:>8}", layers);
    for (std::size_t step = 0; step < steps.size(); ++step) {
      const double seconds = secondsOf(work[step]);
      if (std::isfinite(seconds)) times[step].emplace_back(static_cast<double>(layers), seconds);
      fmt::print("{:>12.2f}", seconds);
    }
    fmt::print("{:>12}{:>12}\n", exported ? exported->fileBytes : 0, exported ? exported->originalBytes : 0);
    std::fflush(stdout);
  }
  fmt::print("{:>8}", "power");
  for (const auto& points : times) fmt::print("{:>12.2f}", points.size() > 1 ? exponentOf(points) : std::nan(""));
  fmt::print("\n\n");
}

}  // namespace

}  // namespace bitwright

int main(int count, char** words) {
  std::vector<bitwright::Case> cases;
  for (int i = 1; i < count; ++i) cases.push_back({words[i]});
  for (const auto& each : cases.empty() ? bitwright::standardCases() : cases) bitwright::measure(each);
}
