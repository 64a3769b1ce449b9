// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/search/search.h"

namespace bitwright {

/// Measures every layer in every way, chooses by knapsack, runs the assignment, measures every layer anew with the
/// others as they are in the assignment, and so on until nothing gets better or the evaluations are used up; last,
/// where the candidates are the standard ones, one codebook for all layers (`sharing`) that fits. The same recipe on
/// any number of threads, but for `fastest`, which depends on times (latency_search.h) and takes no candidates. A stop
/// gives the best found so far and no error. Fails where model, data, goal or a candidate is not acceptable, and where
/// not even the smallest assignment keeps maxBytes.
[[nodiscard]] Result<SearchResult> searchRecipe(const SearchRequest& request, const Job& job,
                                                const SearchObserver& observer = {});

}  // namespace bitwright
