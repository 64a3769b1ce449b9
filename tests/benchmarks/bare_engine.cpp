// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// The least that anything takes which runs a model by ONNX Runtime: one session, one inference of zeros, nothing else.
//   bare_engine MODEL.onnx      prints {"peak": bytes}
// peer_quantization.py puts it beside what calibrating takes.
#include <onnxruntime_cxx_api.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

namespace {

std::uint64_t peakBytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) * 1024U;
  }
  return 0;
}

void runOnce(const char* path) {
  const Ort::Env environment(ORT_LOGGING_LEVEL_ERROR, "bare");
  Ort::SessionOptions options;
  options.SetIntraOpNumThreads(1);
  Ort::Session session(environment, path, options);
  auto shape = session.GetInputTypeInfo(0).GetTensorTypeAndShapeInfo().GetShape();
  std::ranges::replace_if(
      shape, [](std::int64_t size) { return size < 1; }, 1);
  std::vector<float> zeros(
      static_cast<std::size_t>(std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies{})));
  const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
  const auto value = Ort::Value::CreateTensor<float>(memory, zeros.data(), zeros.size(), shape.data(), shape.size());
  const Ort::AllocatorWithDefaultOptions allocator;
  const auto input = session.GetInputNameAllocated(0, allocator);
  const auto output = session.GetOutputNameAllocated(0, allocator);
  const char* inputs[] = {input.get()};
  const char* outputs[] = {output.get()};
  session.Run(Ort::RunOptions{nullptr}, inputs, &value, 1, outputs, 1);
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("bare_engine MODEL.onnx\n", stderr);
    return 2;
  }
  try {
    runOnce(arguments[1]);
  } catch (const Ort::Exception& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return 1;
  }
  std::printf("{\"peak\": %llu}\n", static_cast<unsigned long long>(peakBytes()));
  return 0;
}
