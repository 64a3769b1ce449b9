// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <vector>

#include "core/evaluation/results/comparison.h"
#include "core/export/export_result.h"

namespace bitwright {

/// The contract's documents; member names are a promise.
[[nodiscard]] nlohmann::ordered_json toJson(const Provenance& provenance);
[[nodiscard]] nlohmann::ordered_json toJson(const Comparison& comparison);
[[nodiscard]] nlohmann::ordered_json toJson(const SizeLedger& ledger);
[[nodiscard]] nlohmann::ordered_json toJson(const Verification& verification);
[[nodiscard]] nlohmann::ordered_json toJson(const std::vector<SizeStage>& stages);

}  // namespace bitwright
