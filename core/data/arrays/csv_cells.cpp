// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/arrays/csv_cells.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace bitwright {

namespace {

using namespace std::string_view_literals;

std::string_view withoutBlanks(std::string_view text, std::string_view blanks) {
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// How well a separator cuts the first two rows that are not empty: whether both fall into as many cells, and which
/// share of the last row's cells are numbers. Nothing where no row has more than one cell.
std::optional<std::pair<bool, double>> fitOf(std::string_view text, char separator) {
  CsvCells cells(text, separator);
  std::vector<std::string> row;
  std::size_t widest = 0;
  bool even = true;
  for (int seen = 0; seen < 2 && !cells.atEnd();) {
    std::vector<std::string> next;
    const bool sound = cells.nextRow(next);
    if (next.empty() || (next.size() == 1 && next[0].empty())) continue;
    even = seen == 0 || next.size() == row.size();
    row = std::move(next);
    widest = std::max(widest, row.size());
    ++seen;
    if (!sound) break;
  }
  if (widest < 2) return std::nullopt;
  const auto numbers = std::count_if(row.begin(), row.end(), [separator](const std::string& cell) {
    return csvNumber(cell, separator != ',').kind == CsvNumber::Kind::number;
  });
  return std::pair(even, static_cast<double>(numbers) / static_cast<double>(row.size()));
}

}  // namespace

bool CsvCells::nextRow(std::vector<std::string>& row) {
  row.clear();
  line_ += 1 + std::exchange(linesInside_, 0);
  if (takeLineEnd()) return true;
  while (true) {
    row.emplace_back();
    if (!takeCell(row.back())) return false;
    if (rest_.empty() || takeLineEnd()) return true;
    rest_.remove_prefix(1);  // the separator
  }
}

bool CsvCells::takeLineEnd() {
  const std::size_t length = rest_.starts_with("\r\n"sv)                          ? 2
                             : rest_.starts_with('\n') || rest_.starts_with('\r') ? 1
                                                                                  : 0;
  rest_.remove_prefix(length);
  return length > 0;
}

bool CsvCells::takeCell(std::string& cell) {
  const auto begin = rest_.find_first_not_of(blanks());
  if (begin == std::string_view::npos || rest_[begin] != '"') {
    const auto end = std::min(rest_.find_first_of(ends_), rest_.size());
    cell = withoutBlanks(rest_.substr(0, end), blanks());
    rest_.remove_prefix(end);
    return true;
  }
  rest_.remove_prefix(begin + 1);
  while (true) {
    const auto end = rest_.find('"');
    if (end == std::string_view::npos) return false;
    cell += rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    if (!rest_.starts_with('"')) break;
    cell += '"';
    rest_.remove_prefix(1);
  }
  linesInside_ += std::count(cell.begin(), cell.end(), '\n');
  cell = withoutBlanks(cell, " \t");
  rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks()), rest_.size()));
  return rest_.empty() || ends_.find(rest_[0]) != std::string::npos;
}

CsvNumber csvNumber(std::string_view cell, bool comma) {
  CsvNumber number;
  if (cell.empty()) return {CsvNumber::Kind::bad};
  std::string text(cell.substr(cell.size() > 1 && cell[0] == '+' && cell[1] != '-' ? 1 : 0));
  const auto sign = text.find_first_of(comma ? ".,"sv : "."sv);
  if (sign != std::string::npos) number.decimalSign = std::exchange(text[sign], '.');
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number.value);
  if (problem == std::errc::invalid_argument || end != text.data() + text.size()) return {CsvNumber::Kind::text};
  number.kind = problem == std::errc() && std::isfinite(number.value) ? CsvNumber::Kind::number : CsvNumber::Kind::bad;
  return number;
}

char csvSeparator(std::string_view text) {
  char best = ',';
  std::pair most(false, -1.0);
  for (const char separator : {',', ';', '\t'}) {
    const auto fit = fitOf(text, separator);
    if (!fit || *fit <= most) continue;
    best = separator;
    most = *fit;
  }
  return best;
}

}  // namespace bitwright
