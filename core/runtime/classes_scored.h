// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "core/runtime/worker_client.h"

namespace bitwright {

/// How many classes a model tells apart: it is taken for a classifier where its one output is [samples, classes > 1],
/// with nothing but ones behind (SqueezeNet's [N, 1000, 1, 1]).
[[nodiscard]] std::optional<std::int64_t> classesScored(std::span<const OutputTensor> outputs, std::int64_t samples);

}  // namespace bitwright
