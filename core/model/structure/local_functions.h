// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <string>
#include <unordered_map>
#include <vector>

#include "core/model/structure/scopes.h"

namespace bitwright {

/// Which local function a node calls: that of its domain, operator and, since IR 10, overload.
class LocalFunctions {
 public:
  explicit LocalFunctions(const std::vector<Scope>& scopes);

  [[nodiscard]] bool empty() const { return byKey_.empty(); }
  /// The function's scope; -1 where it calls none.
  [[nodiscard]] int calledBy(const onnx::NodeProto& node) const;

 private:
  std::unordered_map<std::string, int> byKey_;
};

}  // namespace bitwright
