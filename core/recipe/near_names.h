// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/model.h"

namespace bitwright {

/// Says which layers' names are nearest to what a rule asked for. A foreign recipe may ask for thousands that are not
/// there, of a model with as many: only the first few are answered, and each by looking closely at a bounded number of
/// names.
class NearNames {
 public:
  explicit NearNames(const Model& model) : model_(model) {}

  /// "a, b, c"; empty where none is near, or enough was answered.
  [[nodiscard]] std::string to(std::string_view word);

 private:
  [[nodiscard]] std::vector<std::string> candidates(std::string_view word) const;

  const Model& model_;
  std::vector<std::string>
      known_;  ///< ids, names and paths of compressible tensors, sorted; read at the first question
  int answered_ = 0;
};

}  // namespace bitwright
