// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/runtime/values/token_scores.h"

namespace bitwright {

/// Runs both models in the worker, sequence by sequence, and adds up what they foretell; scores are never kept, so that
/// a text of any length takes the memory of one sequence beside the models. Fails with ErrorKind::input where the
/// models score no next tokens (core/runtime/token_task.h), and as runModel().
[[nodiscard]] Result<TokenScores> scoreTokens(const TokenScoresRequest& request, const Job& job);

}  // namespace bitwright
