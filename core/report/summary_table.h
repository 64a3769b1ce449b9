// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/evaluation/comparison.h"

namespace bitwright {

/// A comparison as cells of text: what the terminal, Markdown and HTML show alike.
struct SummaryTable {
  struct Column {
    std::string title;  ///< with its unit
    bool number = false;
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  ///< one a variant, one cell a column
};

/// Variant, file and archive size, speed, then accuracy with its paired drop where there is one, else fidelity, and the verification.
[[nodiscard]] SummaryTable summaryTable(const Comparison& comparison, std::string_view thousands = ",");
/// What the summary leaves out: bytes of payload and overhead, times, batches, memory, fidelity.
[[nodiscard]] SummaryTable detailTable(const Comparison& comparison, std::string_view thousands = ",");

/// From the original to the archive, stage by stage: bytes and how many times smaller; a row for each variant that was exported.
[[nodiscard]] SummaryTable stagesTable(const Comparison& comparison, std::string_view thousands = ",");

/// Sentences that stand under every table: what was fed in, how many samples, what the intervals are.
[[nodiscard]] std::vector<std::string> explanations(const Comparison& comparison);
/// "The smallest variant without a loss of accuracy that this data show: …"; empty where there is none or no accuracy.
[[nodiscard]] std::string finding(const Comparison& comparison);

/// Columns a terminal gives to `text` (UTF-8): two for wide East Asian characters and emoji, none for combining ones.
[[nodiscard]] std::size_t displayWidth(std::string_view text);

}  // namespace bitwright
