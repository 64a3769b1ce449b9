// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "core/evaluation/results/comparison.h"

namespace bitwright {

/// Cells of text: what the terminal, Markdown, HTML and the window's PDF show alike.
struct Table {
  struct Column {
    std::string title;  ///< with its unit
    bool number = false;
  };
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  ///< one cell a column
  std::vector<std::size_t> variants;      ///< one a row: whose mark stands in front of it; empty: rows are no variants
  std::vector<std::vector<double>> heat;  ///< one a cell, 0–1: how strongly it is shaded; empty: not at all
};

/// One column of a table with a row a variant; it is left out where no variant has something in it.
struct ColumnSource {
  std::string title;
  bool number = true;
  std::function<std::string(const Scorecard&)> cell;  ///< empty text: nothing to show
};

/// A row for every variant of which `isShown`, with its name in front.
[[nodiscard]] Table variantTable(const Comparison& comparison, const std::function<bool(const Scorecard&)>& isShown,
                                 std::vector<ColumnSource> sources);
/// A row for every variant.
[[nodiscard]] Table variantTable(const Comparison& comparison, std::vector<ColumnSource> sources);

[[nodiscard]] bool isOriginal(const Comparison& comparison, const Scorecard& card);
/// The variant's name as tables show it: printable, not too long.
[[nodiscard]] std::string shownName(const Scorecard& card);

}  // namespace bitwright
