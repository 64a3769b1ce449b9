// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/export/interpreter/array.h"

namespace bitwright {

/// What one Split hands out, and what that is worked out from.
struct SplitParts {
  std::unordered_map<std::string_view, std::shared_ptr<Array>> values;  ///< by the name of the output
  std::vector<const onnx::NodeProto*> nodes;                            ///< each behind those it reads, the Split last
  std::vector<std::string> constants;
};

/// The parts of a file's Split nodes, which many weights read, so that each is worked out once and not once a weight.
/// May be used by several threads.
class KnownSplits {
 public:
  [[nodiscard]] std::shared_ptr<const SplitParts> find(const onnx::NodeProto* split) const {
    const std::lock_guard lock(mutex_);
    const auto found = parts_.find(split);
    return found != parts_.end() ? found->second : nullptr;
  }
  void keep(const onnx::NodeProto* split, std::shared_ptr<const SplitParts> parts) {
    const std::lock_guard lock(mutex_);
    parts_.emplace(split, std::move(parts));
  }

 private:
  mutable std::mutex mutex_;
  std::unordered_map<const onnx::NodeProto*, std::shared_ptr<const SplitParts>> parts_;
};

}  // namespace bitwright
