// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <onnxruntime_cxx_api.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/platform/processor_info.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

namespace {

/// Of the features that the system names, those that decide which kernels run.
constexpr std::array<std::string_view, 22> kTelling{
    "sse4_1",      "avx",         "f16c",        "fma",      "avx2",     "avx_vnni", "avx512f", "avx512bw",
    "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_tile", "amx_int8", "amx_bf16", "asimd",   "asimdhp",
    "asimddp",     "i8mm",        "bf16",        "sve",      "sve2",     "sme"};

}  // namespace

Result<RuntimeInfo> handleInfo(const Nothing& /*content*/, const Job& /*job*/) {
  const auto processor = platform::processorInfo();
  std::vector<std::string> features;
  for (const auto& each : processor.features) {
    if (std::find(kTelling.begin(), kTelling.end(), each) != kTelling.end()) features.push_back(each);
  }
  return RuntimeInfo{Ort::GetVersionString(), processor.model, std::move(features)};
}

}  // namespace bitwright
