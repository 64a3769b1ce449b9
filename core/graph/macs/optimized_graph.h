// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/graph/macs/mac_count.h"
#include "core/graph/macs/mac_node.h"

namespace onnx {
class ModelProto;
}

namespace bitwright {

/// The graph ONNX Runtime wrote of a model it loaded, its larger tensors in a data file beside it. It is no model a
/// person gave, and not quite sound: where a branch holds a constant, ONNX Runtime lists it twice and does not read
/// that; here it is listed once.
class OptimizedGraph {
 public:
  [[nodiscard]] static Result<OptimizedGraph> read(const std::filesystem::path& file);
  OptimizedGraph(OptimizedGraph&&) noexcept;
  ~OptimizedGraph();

  [[nodiscard]] const MacNodes& multiplies() const { return multiplies_; }
  /// How many of those nodes multiply float16 values in a kernel of their own; ONNX Runtime casts the others' to
  /// float32 and back.
  [[nodiscard]] std::int64_t float16Multiplies() const;
  /// What DequantizeLinear nodes of the main graph still make: no kernel computes from it packed.
  [[nodiscard]] std::vector<std::string> dequantized() const;
  /// Of the main graph's constants.
  [[nodiscard]] const ValueShapes& constants() const { return constants_; }
  /// Writes it to `target`, in the same folder, with those of `values` as further outputs that nodes make and that are
  /// none yet.
  [[nodiscard]] Result<void> writeWithOutputs(const std::vector<std::string>& values,
                                              const std::filesystem::path& target) const;

 private:
  explicit OptimizedGraph(std::unique_ptr<onnx::ModelProto> model);

  std::unique_ptr<onnx::ModelProto> model_;
  MacNodes multiplies_;
  ValueShapes constants_;
};

}  // namespace bitwright
