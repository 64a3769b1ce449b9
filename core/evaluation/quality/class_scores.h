// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/runtime/worker_client.h"
#include "core/stats/score_rows.h"

namespace bitwright {

/// Of what classesScored takes for a classifier.
[[nodiscard]] std::optional<ClassScores> classScores(const RunResult& run);

}  // namespace bitwright
