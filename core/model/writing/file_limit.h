// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace bitwright {

/// Bytes one protocol buffers message can have (https://protobuf.dev/programming-guides/proto-limits/), and so one ONNX
/// file.
inline constexpr std::uint64_t kLargestMessage = std::numeric_limits<std::int32_t>::max();

/// What Bitwright puts in one file: below the limit, so that tools which add a little to a model can still write it.
inline constexpr std::uint64_t kLargestModelFile = kLargestMessage - (std::uint64_t{16} << 20U);

/// When and where a model that is written gets a data file beside it
/// (https://github.com/onnx/onnx/blob/main/docs/ExternalData.md).
struct FileLimit {
  std::uint64_t bytes =
      kLargestMessage;   ///< what would be larger as one file is divided, until the model file has half as much
  std::string dataName;  ///< the data file's, in the model's folder; empty: never divided
};

/// A tensor whose elements went to the data file.
struct MovedTensor {
  std::size_t scope = 0;  ///< index in collectScopes()
  std::string name;       ///< its initializer's
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::uint64_t framing = 0;  ///< bytes its initializer takes in the model file
};

/// What is or would be written, in bytes.
struct FileSizes {
  std::uint64_t model = 0;
  std::uint64_t data = 0;     ///< 0: there is no data file
  std::uint64_t padding = 0;  ///< of `data`, what aligns tensors to pages
  std::vector<MovedTensor> moved;

  [[nodiscard]] std::uint64_t total() const { return model + data; }
};

}  // namespace bitwright
