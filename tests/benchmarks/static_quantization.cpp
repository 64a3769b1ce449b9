// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Calibrates on the bundled training images and writes a QDQ model, as peer_quantization.py has the peer do;
// verification by running, which the peer does not do, is left out.
//   static_quantization MODEL OUT.onnx CALIBRATOR SPEC
//       SPEC: how weights are stored; prints {"seconds": …, "peak": bytes, of this process and its worker together}
// Needs BITWRIGHT_WORKER and BITWRIGHT_RESOURCES.
#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>

#include "core/calibration/range_table.h"
#include "core/compress/compress.h"
#include "core/export/export.h"

namespace {

using namespace bitwright;

/// Of this program alone: what getrusage says of it is at least what the process was that started it.
std::uint64_t ownPeakBytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) * 1024U;
  }
  return 0;
}

std::uint64_t workerPeakBytes() {
  rusage use{};
  ::getrusage(RUSAGE_CHILDREN, &use);
  return static_cast<std::uint64_t>(use.ru_maxrss) * 1024U;
}

Result<void> quantize(const char* source, const char* target, const std::string& calibrator, const char* weights) {
  const Job job;
  auto model = Model::open(source);
  if (!model) return passOn(model);
  auto spec = parseSpec(weights);
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
  if (count != 5) {
    std::fputs("static_quantization MODEL OUT.onnx CALIBRATOR SPEC\n", stderr);
    return 2;
  }
  const auto started = std::chrono::steady_clock::now();
  if (auto done = quantize(arguments[1], arguments[2], arguments[3], arguments[4]); !done) {
    std::fprintf(stderr, "%s\n", done.error().line().c_str());
    return 1;
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  fmt::print("{{\"seconds\": {:.3f}, \"peak\": {}}}\n", seconds, ownPeakBytes() + workerPeakBytes());
  return 0;
}
