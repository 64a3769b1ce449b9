// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/inputs/input_match.h"
#include "core/runtime_server/inputs/plan_choices.h"

namespace bitwright {

/// How an input that the data do not feed is filled.
enum class Filling { zeros, ones, ids, bits, bytes, unit, normal, number };

struct PlannedInput {
  InputSlot slot;
  std::vector<std::int64_t> shape;  ///< every dimension known
  std::optional<FedInput> fed;      ///< from the data
  Filling filling = Filling::zeros;
  std::int64_t number = 0;  ///< Filling::number
};

/// What every inference of a model is fed with.
struct InputPlan {
  std::int64_t batch = 1;   ///< samples in one inference
  bool batchFixed = false;  ///< the model takes no other number
  std::vector<PlannedInput> inputs;
  std::int64_t idLimit = 2;  ///< Filling::ids draws from 0 … idLimit - 1
  std::uint64_t seed = 0;
  std::vector<Message> notes;  ///< inputs that are synthesised beside the data, arrays that are left out
};

/// `data`, which outlive the plan: what inputs are fed with; null: everything is synthesised, as is what the data do
/// not name. Fails with ErrorKind::input where the data do not fit.
[[nodiscard]] Result<InputPlan> planInputs(const std::vector<InputSlot>& slots, const Dataset* data,
                                           const PlanChoices& choices);

/// Whether a size was guessed for a dimension other than the batch: where the model refuses it, another guess may do.
[[nodiscard]] bool hasFreeSizes(const std::vector<InputSlot>& slots);
/// Samples for one inference that do not strain the memory, for inputs of this plan.
[[nodiscard]] std::int64_t sensibleBatch(const InputPlan& plan);

}  // namespace bitwright
