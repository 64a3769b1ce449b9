// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/model/structure/graph_names.h"
#include "core/model/structure/moved_value.h"
#include "core/model/structure/scopes.h"
#include "core/model/weight_tensor.h"

namespace bitwright {

/// What can be said, without running it, of the values of a model that are made of stored tensors alone. Looks back a
/// bounded way: of what lies further it says nothing.
class StoredValues {
 public:
  /// `scopeOf[i]`: the scope that tensor i stands in; `feedable`: whether initializers that are inputs can be fed. All
  /// must outlive it.
  StoredValues(const std::vector<Scope>& scopes, const GraphNames& names, std::span<const WeightTensor> tensors,
               std::span<const std::size_t> scopeOf, bool feedable);

  /// Of the value that `name` means in `scope`.
  [[nodiscard]] OtherInputs seenFrom(std::size_t scope);

 private:
  struct Known {
    bool stored = false;
    std::optional<std::vector<std::int64_t>> shape;
    const WeightTensor* tensor = nullptr;
  };
  [[nodiscard]] const Known& know(std::size_t scope, const std::string& name);
  [[nodiscard]] std::optional<std::vector<std::int64_t>> declaredShape(const ValueKey& key) const;
  [[nodiscard]] Known workOut(const ValueKey& key);
  [[nodiscard]] std::optional<std::vector<std::int64_t>> shapeMade(std::size_t scope, const onnx::NodeProto& node,
                                                                   const std::string& value);

  const std::vector<Scope>& scopes_;
  const GraphNames& names_;
  std::unordered_map<ValueKey, const WeightTensor*, ValueKeyHash> tensors_;
  std::unordered_map<ValueKey, const onnx::ValueInfoProto*, ValueKeyHash> declared_;  ///< with a shape
  std::unordered_map<ValueKey, Known, ValueKeyHash> known_;
  std::unordered_map<ValueKey, std::vector<std::int64_t>, ValueKeyHash>
      made_;  ///< shapes of nodes with several outputs
  bool feedable_ = true;
  int depth_ = 0;
};

}  // namespace bitwright
