// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/runtime/values/fields.h"
#include "core/runtime/values/run_result.h"

namespace bitwright {

/// What stands in the frame of one tensor in the file of outputs between worker and client, which holds float32 values
/// end to end, little-endian.
struct StoredOutput {
  std::string name;
  DataType type = DataType::float32;
  std::vector<std::int64_t> shape;
  std::uint64_t offset = 0;  ///< in values
};

[[nodiscard]] Result<std::vector<StoredOutput>> writeOutputs(const std::vector<OutputTensor>& outputs,
                                                             const std::filesystem::path& file);

/// Checks shapes and offsets against the file's size before anything is allocated.
[[nodiscard]] Result<std::vector<OutputTensor>> readOutputs(const std::vector<StoredOutput>& stored,
                                                            const std::filesystem::path& file);

template <>
struct Fields<StoredOutput> {
  static void visit(auto& field, auto& item) {
    auto& [name, type, shape, offset] = item;
    field("name", name), field("type", type), field("shape", shape), field("offset", offset);
  }
};

}  // namespace bitwright
