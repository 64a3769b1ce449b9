// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/classes_scored.h"

#include <algorithm>

namespace bitwright {

std::optional<std::int64_t> classesScored(std::span<const OutputTensor> outputs, std::int64_t samples) {
  if (outputs.size() != 1) return std::nullopt;
  const auto& output = outputs.front();
  if (!isFloatingWeight(output.type)) return std::nullopt;  // whole numbers are no scores
  if (output.shape.size() < 2 || output.shape[0] != samples || output.shape[0] < 1 || output.shape[1] < 2)
    return std::nullopt;
  if (!std::all_of(output.shape.begin() + 2, output.shape.end(), [](std::int64_t dim) { return dim == 1; }))
    return std::nullopt;
  if (static_cast<std::int64_t>(output.values.size()) != output.shape[0] * output.shape[1]) return std::nullopt;
  return output.shape[1];
}

}  // namespace bitwright
