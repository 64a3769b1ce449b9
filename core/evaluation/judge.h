// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/evaluation/results/scorecard.h"
#include "core/runtime/values/token_scores.h"

namespace bitwright {

/// Everything that outputs tell about a variant, from what it gave and what the original gave on the same samples:
/// fidelity, output by output too; with labels accuracy, classes and which samples it gets right; of language models
/// perplexity. Notes say what could not be judged, and why.
void judge(Scorecard& card, const RunResult& original, const RunResult& variant, const Job& job);

/// The same of a language model whose scores are too many to be kept: fidelity and perplexity, as they were added up
/// beside the original's.
void judgeTokens(Scorecard& card, const TokenScores& scores);

}  // namespace bitwright
