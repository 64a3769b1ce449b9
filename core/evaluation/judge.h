// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/evaluation/results/scorecard.h"

namespace bitwright {

/// Everything that outputs tell about a variant, from what it gave and what the original gave on the same samples:
/// fidelity, output by output too; with labels accuracy, classes and which samples it gets right; of language models
/// perplexity. Notes say what could not be judged, and why.
void judge(Scorecard& card, const RunResult& original, const RunResult& variant, const Job& job);

}  // namespace bitwright
