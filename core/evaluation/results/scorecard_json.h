// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/evaluation/results/scorecard.h"

namespace bitwright {

// A scorecard as JSON that gives the same scorecard back, to the bit, infinities included: not the report's JSON, which
// is for others to read. Name, spec, file and `stored` are left to who asks.

[[nodiscard]] nlohmann::json scorecardToJson(const Scorecard& card);
/// Throws nlohmann::json::exception on what does not fit.
[[nodiscard]] Scorecard scorecardFromJson(const nlohmann::json& stored);

}  // namespace bitwright
