// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/runtime/values/fields.h"

namespace bitwright {

struct RuntimeInfo {
  std::string onnxRuntimeVersion;
  std::string cpu;  ///< model name
  std::vector<std::string>
      cpuFeatures;  ///< of those that matter for inference: avx2, avx512f, avx512_vnni, amx_int8, asimd, …
};

template <>
struct Fields<RuntimeInfo> {
  static void visit(auto& field, auto& item) {
    auto& [version, cpu, features] = item;
    field("onnxruntime", version), field("cpu", cpu), field("features", features);
  }
};

}  // namespace bitwright
