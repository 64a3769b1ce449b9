// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/inputs/id_inputs.h"

namespace bitwright {

std::vector<std::size_t> idInputs(const InputPlan& plan) {
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < plan.inputs.size(); ++place) {
    const auto& input = plan.inputs[place];
    if ((input.slot.type == DataType::int64 || input.slot.type == DataType::int32) && input.shape.size() == 2)
      places.push_back(place);
  }
  return places;
}

std::vector<std::string> inputNames(const InputPlan& plan, const std::vector<std::size_t>& places) {
  std::vector<std::string> names;
  for (const auto place : places) names.push_back(plan.inputs[place].slot.name);
  return names;
}

}  // namespace bitwright
