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
#include "core/model/wire/wire_walk.h"

namespace bitwright {

/// Serialises a slim model deterministically and puts the payloads back at their markers, piece by piece: the whole is
/// never in memory.
class ModelWriter {
 public:
  /// `payloads` must outlive the writer. `shownSource` names the model in errors.
  ModelWriter(const onnx::ModelProto& slim, const std::vector<Payload>& payloads, std::string shownSource);

  /// Bytes of the whole, also where no file can hold them; 0 where it cannot be written at all.
  [[nodiscard]] std::uint64_t wholeSize() const;
  /// Bytes of the whole. Fails where they would be 2 GiB or more, the limit of one ONNX file.
  [[nodiscard]] Result<std::uint64_t> size() const;
  /// Writes the whole to `path`, an existing file's contents are replaced; gives the bytes written.
  [[nodiscard]] Result<std::uint64_t> write(const std::filesystem::path& path, const Job& job) const;

 private:
  std::string shownSource_;
  std::string slim_;
  WireWalk walk_;
  bool sound_ = false;
};

}  // namespace bitwright
