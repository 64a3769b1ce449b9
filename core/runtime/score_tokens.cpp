// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/score_tokens.h"

#include "core/runtime/worker/ask_worker.h"

namespace bitwright {

Result<TokenScores> scoreTokens(const TokenScoresRequest& request, const Job& job) {
  if (auto checked = checkData(request.data); !checked) return passOn(checked);
  return askWorker<RequestKind::scoreTokens>(request, request.model, request.limits, job);
}

}  // namespace bitwright
