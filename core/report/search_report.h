// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/report/formats/comparison_json.h"
#include "core/search/per_layer_choice.h"
#include "core/search/search.h"
#include "core/search/sensitivity.h"

namespace bitwright {

/// The contract's document of `sensitivity`; member names are a promise.
[[nodiscard]] nlohmann::ordered_json toJson(const Sensitivity& sensitivity);
/// A text table for a terminal: layer by candidate, the KL of each cell, or the SQNR where there is none; then the
/// worst layers.
[[nodiscard]] std::string sensitivityTable(const Sensitivity& sensitivity);

/// The layer that was measured last, in a line: its smallest way and its least harmful one.
[[nodiscard]] std::string sensitivityLine(const Sensitivity& sensitivity);

/// What an adaptive choice adds to the document of `sensitivity`, and to its table. `mostDamage`: as chooseAdaptively
/// was given it, 0–1.
[[nodiscard]] nlohmann::ordered_json toJson(const Sensitivity& sensitivity, const std::vector<AdaptiveChoice>& choices,
                                            double mostDamage);
[[nodiscard]] std::string adaptiveTable(const std::vector<AdaptiveChoice>& choices);

/// The contract's document of `search`. `judged`: a comparison whose second variant is the chosen one; null: only what
/// the search knows is told of it.
[[nodiscard]] nlohmann::ordered_json toJson(const SearchResult& result, const Comparison* judged);
/// How far a search is and the best it has found, in a line.
[[nodiscard]] std::string searchLine(const SearchResult& result);
/// The front and what was chosen, for a terminal.
[[nodiscard]] std::string searchTable(const SearchResult& result);

}  // namespace bitwright
