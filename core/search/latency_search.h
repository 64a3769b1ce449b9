// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/search/search.h"

namespace bitwright {

/// The goal `fastest` of searchRecipe: which layers compute in integers. All of them with ranges observed beforehand,
/// by two calibrators and with 8 and 7 bits of weights, and all of them dynamically, are run and timed next to the
/// original; where the fastest of these lose too much, each layer is put into integers alone, and those that hurt most
/// go back to floats, one, two, four … of them. A way counts as faster than the original only where its whole interval
/// is; of those whose intervals meet the fastest one's, the least harmful is chosen.
[[nodiscard]] Result<SearchResult> searchFastest(const SearchRequest& request, const Job& job,
                                                 const SearchObserver& observer);

}  // namespace bitwright
