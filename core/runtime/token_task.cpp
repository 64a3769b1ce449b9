// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/token_task.h"

#include <algorithm>
#include <string_view>

#include "core/base/text/ascii.h"

namespace bitwright {

namespace {

bool nameHas(const OutputTensor& input, std::string_view part) {
  return asciiLowered(input.name).find(part) != std::string::npos;
}

bool isIds(const OutputTensor& input) {
  return input.shape.size() == 2 && !nameHas(input, "mask") && !nameHas(input, "type") && !nameHas(input, "segment") &&
         !nameHas(input, "position");
}

bool fits(const OutputTensor& logits, const OutputTensor& ids) {
  if (logits.shape.size() != 3 || !std::equal(ids.shape.begin(), ids.shape.end(), logits.shape.begin())) return false;
  const auto vocabulary = logits.shape[2];
  if (logits.shape[0] < 1 || logits.shape[1] < 2 || vocabulary < 2 ||
      logits.values.size() != ids.values.size() * static_cast<std::size_t>(vocabulary))
    return false;
  return std::all_of(ids.values.begin(), ids.values.end(),
                     [&](float id) { return id >= 0.0F && id < static_cast<float>(vocabulary); });
}

}  // namespace

std::optional<TokenTask> tokenTask(std::span<const OutputTensor> outputs, std::span<const OutputTensor> ids) {
  TokenTask task;
  for (const auto& output : outputs) {
    for (const auto& input : ids) {
      if (!isIds(input) || !fits(output, input)) continue;
      // Of several the one that is named so: encoder and decoder ids may have one length.
      if (task.ids == nullptr || (!nameHas(*task.ids, "input_ids") && nameHas(input, "input_ids")))
        task = {&input, &output, nullptr};
    }
    if (task.logits != nullptr) break;
  }
  if (task.logits == nullptr) return std::nullopt;
  for (const auto& input : ids) {
    if (nameHas(input, "mask") && input.shape == task.ids->shape) task.mask = &input;
  }
  return task;
}

}  // namespace bitwright
