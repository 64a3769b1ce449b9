// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/table.h"

#include <algorithm>

namespace bitwright::cli {

namespace {

std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char character) {
    return (static_cast<unsigned char>(character) & 0xc0U) != 0x80U;
  }));
}

}  // namespace

std::string Table::text() const {
  std::vector<std::size_t> widths(header_.size(), 0);
  for (const auto& row : rows_) {
    for (std::size_t column = 0; column < row.size(); ++column)
      widths[column] = std::max(widths[column], width(row[column]));
  }
  std::string result;
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string built;
    for (std::size_t column = 0; column < cells.size(); ++column) {
      if (widths[column] == 0) continue;
      const std::size_t whole = std::max(widths[column], width(header_[column]));
      built += cells[column] + std::string(whole - width(cells[column]) + 2, ' ');
    }
    built.erase(built.find_last_not_of(' ') + 1);
    result += built + '\n';
  };
  line(header_);
  for (const auto& row : rows_) line(row);
  return result;
}

}  // namespace bitwright::cli
