// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/formats/terminal_report.h"

#include <algorithm>
#include <vector>

#include "core/report/tables/quality_tables.h"
#include "core/report/tables/shape_table.h"
#include "core/report/tables/summary_table.h"
#include "core/report/text/display_width.h"

namespace bitwright {

namespace {

constexpr std::size_t kMostTerminalPairs = 30;

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::string space(width - std::min(width, displayWidth(text)), ' ');
  return right ? space + text : text + space;
}

std::string withoutTrailingSpace(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

/// The table's lines, columns aligned; names are as wide as a terminal makes them.
std::string aligned(const Table& table) {
  std::vector<std::size_t> widths;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    widths.push_back(displayWidth(table.columns[column].title));
    for (const auto& row : table.rows) widths.back() = std::max(widths.back(), displayWidth(row[column]));
  }
  std::string header;
  std::string rule;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    if (column > 0) {
      header += "  ";
      rule += "  ";
    }
    header += padded(table.columns[column].title, widths[column], table.columns[column].number);
    for (std::size_t dash = 0; dash < widths[column]; ++dash) rule += "─";
  }
  std::string text = withoutTrailingSpace(std::move(header)) + '\n' + rule + '\n';
  for (const auto& row : table.rows) {
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column) {
      line += (column > 0 ? "  " : "") + padded(row[column], widths[column], table.columns[column].number);
    }
    text += withoutTrailingSpace(std::move(line)) + '\n';
  }
  return text;
}

}  // namespace

std::string comparisonTable(const Comparison& comparison) {
  if (comparison.variants.empty()) return {};
  auto text = aligned(summaryTable(comparison)) + '\n';
  for (const auto& line : explanations(comparison)) text += line + '\n';
  if (const auto shapes = shapeTable(comparison); !shapes.rows.empty()) text += '\n' + aligned(shapes) + '\n';
  for (const auto& card : comparison.variants) {
    for (const auto& note : remarks(card)) text += printable(card.name, 48) + ": " + note.text() + '\n';
  }
  const auto pairs = pairedResults(comparison.variants);
  if (pairs.size() > 1 && pairs.size() <= kMostTerminalPairs) {
    text += '\n' + aligned(pairsTable(comparison, pairs)) + '\n' + pairsExplained(comparison, pairs) + '\n';
  }
  return text;
}

}  // namespace bitwright
