// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/runtime/token_task.h"
#include "core/runtime/values/token_scores.h"
#include "core/stats/error_metrics.h"
#include "core/stats/score_rows.h"

namespace bitwright {

/// Adds up what two language models' scores say of the next tokens; keeps a few numbers a sequence and one a token.
class TokenScoring {
 public:
  /// The scores of one sequence, a row a place. `next`: the token behind each place, −1 where it does not count. Both
  /// have as many rows and classes, and `next` as many entries; parallel over rows, the same on any number of threads.
  void add(const ClassScores& original, const ClassScores& variant, std::span<const std::int64_t> next, const Job& job);
  /// The figures so far; names, samples, hash and notes are left to the caller.
  [[nodiscard]] TokenScores scores() const;

 private:
  TokenScores sums_;
  ErrorSums errors_;
  std::vector<float> divergences_;  ///< one a foretold token
  std::int64_t sameTop_ = 0;
};

/// Every sequence of the original's scores and of the variant's, which have the same shape: each place with the id that
/// stands behind it, but where the mask leaves that out.
void addSequences(TokenScoring& scoring, const TokenTask& original, const OutputTensor& variant, const Job& job);

}  // namespace bitwright
