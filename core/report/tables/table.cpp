// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/tables/table.h"

#include <algorithm>
#include <utility>

#include "core/report/text/number_text.h"

namespace bitwright {

Table variantTable(const Comparison& comparison, const std::function<bool(const Scorecard&)>& isShown,
                   std::vector<ColumnSource> sources) {
  Table table;
  table.columns.push_back({"Variant", false});
  for (std::size_t index = 0; index < comparison.variants.size(); ++index) {
    if (!isShown(comparison.variants[index])) continue;
    table.variants.push_back(index);
    table.rows.push_back({shownName(comparison.variants[index])});
  }
  for (auto& source : sources) {
    std::vector<std::string> cells;
    for (const auto index : table.variants) cells.push_back(source.cell(comparison.variants[index]));
    if (std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.empty(); })) continue;
    table.columns.push_back({std::move(source.title), source.number});
    for (std::size_t row = 0; row < cells.size(); ++row) {
      table.rows[row].push_back(cells[row].empty() ? std::string(kNothing) : std::move(cells[row]));
    }
  }
  return table;
}

Table variantTable(const Comparison& comparison, std::vector<ColumnSource> sources) {
  return variantTable(
      comparison, [](const Scorecard&) { return true; }, std::move(sources));
}

bool isOriginal(const Comparison& comparison, const Scorecard& card) {
  return &card == comparison.variants.data();
}

std::string shownName(const Scorecard& card) {
  return printable(card.name, 48);
}

}  // namespace bitwright
