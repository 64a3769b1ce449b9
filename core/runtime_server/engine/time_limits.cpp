// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/engine/time_limits.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace bitwright {

namespace {

constexpr double kLoadSeconds = 120.0;
constexpr double kLoadSecondsPerByte = 30.0 / 100e6;
constexpr double kInferenceSeconds = 60.0;
constexpr double kTimesLoad = 5.0;  // what takes long to load takes long to run, and on a slow machine all does
constexpr double kTimesLongest = 20.0;

TimeLimits& current() {
  static TimeLimits limits;
  return limits;
}

/// The model and the data files it is likely to have: model.onnx.data, model.onnx_data, model.data …
std::uint64_t fileBytes(const std::filesystem::path& model) {
  std::uint64_t bytes = 0;
  const auto bare = std::filesystem::path(model).replace_extension().native();
  for (const auto& file : {model.native(), model.native() + ".data", model.native() + "_data", bare + ".data",
                           bare + "_data", bare + ".bin"}) {
    std::error_code problem;
    const auto size = std::filesystem::file_size(file, problem);
    if (!problem) bytes += size;
  }
  return bytes;
}

double shown(double seconds) {
  return seconds < 10.0 ? std::round(seconds * 10.0) / 10.0 : std::round(seconds);
}

}  // namespace

void setTimeLimits(const TimeLimits& limits) {
  current() = limits;
}

double loadLimit(const std::filesystem::path& model) {
  if (current().load) return *current().load;
  return kLoadSeconds + kLoadSecondsPerByte * static_cast<double>(fileBytes(model));
}

double inferenceLimit(double loadSeconds, double longestSeconds) {
  if (current().inference) return *current().inference;
  return std::max(kInferenceSeconds + kTimesLoad * loadSeconds, kTimesLongest * longestSeconds);
}

Error loadTooLong(double seconds, const std::string& file) {
  return {ErrorKind::engine,
          Message(BW_MESSAGE("runtime.load_too_long", "preparing it to run was stopped after %1 s"), {shown(seconds)}),
          file,
          {},
          BW_MESSAGE("runtime.more_load_seconds", "BITWRIGHT_LOAD_SECONDS allows more, 0 any time")};
}

Error inferenceTooLong(double seconds, const std::string& file) {
  return {
      ErrorKind::engine,
      Message(BW_MESSAGE("runtime.inference_too_long", "a single inference was stopped after %1 s"), {shown(seconds)}),
      file,
      {},
      BW_MESSAGE("runtime.more_inference_seconds", "BITWRIGHT_INFERENCE_SECONDS allows more, 0 any time")};
}

}  // namespace bitwright
