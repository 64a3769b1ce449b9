// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "core/runtime/worker_client.h"

namespace bitwright {

/// Which tensors of a run foretell tokens. They outlive it.
struct TokenTask {
  const OutputTensor* ids = nullptr;     ///< [batch, length]; never null, as is the next
  const OutputTensor* logits = nullptr;  ///< [batch, length > 1, vocabulary > 1]
  const OutputTensor* mask = nullptr;    ///< an input of the ids' shape with "mask" in its name; null: none
};

/// The first output of whole sequences' scores whose batch and length are those of an input of token ids and whose
/// vocabulary holds all of them. `ids`: as RunResult::ids.
[[nodiscard]] std::optional<TokenTask> tokenTask(std::span<const OutputTensor> outputs,
                                                 std::span<const OutputTensor> ids);

}  // namespace bitwright
