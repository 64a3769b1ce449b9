// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/graph/input_hints.h"
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/inputs/plan_choices.h"

namespace bitwright {

/// Gives every free dimension a size. Dimensions of one symbolic name get one size, and one that is called a sum of
/// others, as exporters name what an attention reads ("past_sequence_length + sequence_length"), gets their sum.
class FreeSizes {
 public:
  FreeSizes(const PlanChoices& choices, std::int64_t batch) : choices_(choices), batch_(batch) {}

  void setBatch(std::int64_t batch) { batch_ = batch; }
  /// What the data, or the batch, make of a dimension of this name.
  void know(const std::string& symbol, std::int64_t size);
  /// Behind all that is known: the one unknown part of a known sum follows.
  void solveSums();
  /// `hint` may be null. `counts`: whether the first dimension counts samples.
  [[nodiscard]] std::vector<std::int64_t> shapeOf(const InputSlot& slot, const InputHint* hint, bool counts);

 private:
  [[nodiscard]] std::int64_t guess(const InputSlot& slot, std::size_t axis, const InputHint* hint, bool counts);
  [[nodiscard]] std::optional<std::int64_t> known(const std::string& symbol) const;
  [[nodiscard]] std::int64_t sizeOfTerm(const std::string& term);

  const PlanChoices& choices_;
  std::int64_t batch_;
  std::map<std::string, std::int64_t> sizes_;
};

}  // namespace bitwright
