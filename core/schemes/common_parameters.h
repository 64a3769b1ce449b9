// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/schemes/scheme.h"

namespace bitwright {

[[nodiscard]] Parameter integerParameter(std::string id, MessageText name, MessageText help, std::int64_t minimum,
                                         std::int64_t maximum, std::int64_t standard);
[[nodiscard]] Parameter realParameter(std::string id, MessageText name, MessageText help, double minimum,
                                      double maximum, double standard);
[[nodiscard]] Parameter booleanParameter(std::string id, MessageText name, MessageText help, bool standard);
[[nodiscard]] Parameter choiceParameter(std::string id, MessageText name, MessageText help,
                                        std::vector<std::string> choices, std::vector<MessageText> choiceNames,
                                        std::string standard);

/// The parameters nearly every scheme has, in the same words everywhere.
[[nodiscard]] Parameter bitsParameter(std::int64_t minimum, std::int64_t maximum, std::int64_t standard);
[[nodiscard]] Parameter granularityParameter(const std::string& standard);  ///< tensor | channel | block
[[nodiscard]] Parameter blockParameter(
    std::int64_t standard = 32);  ///< weights a block; applies with granularity=block

[[nodiscard]] Parameter scaleParameter(
    const std::string& standard);  ///< none | channel | block: of weights that share a table
[[nodiscard]] Parameter textParameter(std::string id, MessageText name, MessageText help, std::string standard);

/// The groups that a word of `granularityParameter` means for `weights`.
[[nodiscard]] Grouping groupingOf(const WeightView& weights, const std::string& granularity, std::int64_t blockSize);
/// By the values of `granularity` and `block`.
[[nodiscard]] Grouping groupingOf(const WeightView& weights, const ParameterValues& values);

}  // namespace bitwright
