// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/base/result.h"
#include "core/runtime/values/run_result.h"

namespace bitwright {

/// The file of outputs between worker and client: float32 values end to end, little-endian. What they are stands in the
/// frame: {name, type, shape, offset} each, offset in values.
[[nodiscard]] Result<nlohmann::json> writeOutputs(const std::vector<OutputTensor>& outputs,
                                                  const std::filesystem::path& file);

/// Checks shapes and offsets against the file's size before anything is allocated.
[[nodiscard]] Result<std::vector<OutputTensor>> readOutputs(const nlohmann::json& description,
                                                            const std::filesystem::path& file);

}  // namespace bitwright
