// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <onnxruntime_cxx_api.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text/ascii.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

namespace {

/// Of the flags /proc/cpuinfo names (x86: flags, ARM: Features), those that decide which kernels run.
constexpr std::array<std::string_view, 22> kTelling{
    "sse4_1",      "avx",         "f16c",        "fma",      "avx2",     "avx_vnni", "avx512f", "avx512bw",
    "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_tile", "amx_int8", "amx_bf16", "asimd",   "asimdhp",
    "asimddp",     "i8mm",        "bf16",        "sve",      "sve2",     "sme"};

std::string afterColon(const std::string& line) {
  const auto colon = line.find(':');
  const auto begin = colon == std::string::npos ? colon : line.find_first_not_of(" \t", colon + 1);
  return begin == std::string::npos ? std::string() : line.substr(begin);
}

}  // namespace

Result<nlohmann::json> handleInfo() {
  std::ifstream stream("/proc/cpuinfo");
  std::string model;
  std::string flags;
  for (std::string line; std::getline(stream, line);) {
    if (model.empty() && line.starts_with("model name")) model = afterColon(line);
    if (flags.empty() && (line.starts_with("flags") || line.starts_with("Features"))) flags = afterColon(line);
  }
  std::vector<std::string> features;
  std::string_view words = flags;
  for (auto word = takeWord(words); !word.empty(); word = takeWord(words)) {
    if (std::find(kTelling.begin(), kTelling.end(), word) != kTelling.end()) features.emplace_back(word);
  }
  return nlohmann::json{{"onnxruntime", Ort::GetVersionString()}, {"cpu", model}, {"features", features}};
}

}  // namespace bitwright
