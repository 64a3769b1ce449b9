// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/export/interpreter/interpreter.h"
#include "core/model/model.h"
#include "core/model/model_document.h"

namespace bitwright {

/// A freshly opened model by the names of its values: what stores or makes each, scope by scope.
class ReopenedModel {
 public:
  explicit ReopenedModel(std::shared_ptr<const Model> model);

  [[nodiscard]] const Model& model() const { return *model_; }
  /// Index in Model::tensors() of the tensor stored under this name in that very scope.
  [[nodiscard]] std::optional<std::size_t> stored(std::size_t scope, const std::string& name) const;
  /// Names as a node in `scope` sees them: its own and those of the graphs around it. Holds while this object lives.
  [[nodiscard]] DecodeScope namesIn(std::size_t scope) const;

 private:
  struct Names {
    std::unordered_map<std::string_view, std::size_t> tensors;
    std::unordered_map<std::string_view, const onnx::NodeProto*> producers;
  };
  [[nodiscard]] const Names* holder(std::size_t scope, const std::string& name) const;

  std::shared_ptr<const Model> model_;
  std::vector<Names> names_;  ///< one a scope
  std::shared_ptr<KnownSplits> splits_ = std::make_shared<KnownSplits>();
};

/// Bytes tensor `index` takes in its file: payload, and framing of its initializer or Constant node.
[[nodiscard]] std::uint64_t storedTensorBytes(const Model& model, std::size_t index);

}  // namespace bitwright
