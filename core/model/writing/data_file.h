// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/wire/payloads.h"
#include "core/model/writing/file_limit.h"

namespace bitwright {

/// The data file of a model that is too large for one file: raw elements of its largest initializers, in the order in
/// which they stand in the model, each at a multiple of 4096 bytes, so that a runtime can map it
/// (https://github.com/onnx/onnx/blob/main/docs/ExternalData.md). Constant nodes stay whole, for not every runtime
/// takes external data there (ONNX Runtime 1.30 does); so do integers of 32 and 64 bits, which may be shapes and
/// indices that shape inference has to read.
class DataFile {
 public:
  /// Makes initializers of `slim` name external data in the file `name`, the largest first, until `bytes` bytes went
  /// out of it, or as many as can. `payloads` must outlive this.
  DataFile(onnx::ModelProto& slim, const std::vector<Payload>& payloads, std::uint64_t bytes, const std::string& name);

  /// 0: nothing can go out.
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] std::uint64_t padding() const { return padding_; }
  [[nodiscard]] const std::vector<MovedTensor>& moved() const { return moved_; }
  [[nodiscard]] Result<void> write(const std::filesystem::path& path, const Job& job) const;

 private:
  std::vector<MovedTensor> moved_;
  std::vector<const Payload*> payloads_;  ///< of each
  std::uint64_t size_ = 0;
  std::uint64_t padding_ = 0;
};

}  // namespace bitwright
