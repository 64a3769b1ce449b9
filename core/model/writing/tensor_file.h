// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/data_type.h"

namespace bitwright {

/// A tensor in a file of its own, as ONNX's test data are kept (input_0.pb …).
struct StoredTensor {
  std::string name;
  DataType type = DataType::undefined;
  std::vector<std::int64_t> shape;
  std::vector<std::byte> bytes;  ///< raw little-endian elements, row-major; size checked against shape and type
};

/// Reads a TensorProto. Fails with ErrorKind::input where the file holds none, its dimensions and data disagree, or it
/// names external data or holds strings.
[[nodiscard]] Result<StoredTensor> readTensorFile(const std::filesystem::path& path);

}  // namespace bitwright
