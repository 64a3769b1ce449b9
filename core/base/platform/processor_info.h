// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace bitwright::platform {

/// As the system names them; empty where it does not tell.
struct ProcessorInfo {
  std::string model;
  std::vector<std::string> features;  ///< e.g. "avx2", "asimddp"
};
[[nodiscard]] ProcessorInfo processorInfo();

}  // namespace bitwright::platform
