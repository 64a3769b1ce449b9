// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/runtime/worker_client.h"
#include "core/stats/score_rows.h"

namespace bitwright {

/// A model is taken for a classifier where its one output is [samples, classes > 1], with nothing but ones behind (SqueezeNet's [N, 1000, 1, 1]).
[[nodiscard]] std::optional<ClassScores> classScores(const RunResult& run);

}  // namespace bitwright
