// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Calibrates on the bundled training images and writes a QDQ model, as peer_quantization.py has the peer do; verification by running, which the peer
// does not do, is left out.
//   static_quantization MODEL OUT.onnx CALIBRATOR      prints {"seconds": …, "peak": bytes, of this process and its worker together}
// Needs BITWRIGHT_WORKER and BITWRIGHT_RESOURCES.
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>

#include "core/calibration/range_table.h"
#include "core/compress/compress.h"
#include "core/export/export.h"

namespace {

using namespace bitwright;

std::uint64_t peakBytes(int who) {
  rusage use{};
  ::getrusage(static_cast<__rusage_who>(who), &use);
  return static_cast<std::uint64_t>(use.ru_maxrss) * 1024U;
}

Result<void> quantize(const char* source, const char* target, const std::string& calibrator) {
  const Job job;
  auto model = Model::open(source);
  if (!model) return passOn(model);
  auto spec = parseSpec("uniform:bits=8");
  if (!spec) return passOn(spec);
  Recipe recipe;
  recipe.all = *spec;
  recipe.activations = {ActivationMode::calibrated, calibrator};
  auto compressed = compress(*model, recipe, job);
  if (!compressed) return passOn(compressed);
  const DataRequest images{.spec = "sample", .calibrationPart = true};
  auto ranges = calibrateModel(*model, images, calibrator, {}, {}, job);
  if (!ranges) return passOn(ranges);
  ExportOptions options{ExportFormat::qdq, false};
  options.ranges = *ranges;
  auto written = exportModel(*compressed, target, options, job);
  if (!written) return passOn(written);
  return {};
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::fputs("static_quantization MODEL OUT.onnx CALIBRATOR\n", stderr);
    return 2;
  }
  const auto started = std::chrono::steady_clock::now();
  if (auto done = quantize(arguments[1], arguments[2], arguments[3]); !done) {
    std::fprintf(stderr, "%s\n", done.error().line().c_str());
    return 1;
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  fmt::print("{{\"seconds\": {:.3f}, \"peak\": {}}}\n", seconds, peakBytes(RUSAGE_SELF) + peakBytes(RUSAGE_CHILDREN));
  return 0;
}
