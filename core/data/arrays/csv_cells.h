// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bitwright {

/// Cuts a text into rows of cells by RFC 4180: "…" quotes a cell, in which the separator, line ends and doubled quotes
/// may stand.
class CsvCells {
 public:
  CsvCells(std::string_view text, char separator) : rest_(text), separator_(separator), ends_{separator, '\r', '\n'} {}

  [[nodiscard]] bool atEnd() const { return rest_.empty(); }
  /// Of the row that was read last, from 1.
  [[nodiscard]] std::int64_t line() const { return line_; }

  /// The cells of the next row, without blanks around them; none for an empty line. False where a quote is never closed
  /// or text follows one.
  bool nextRow(std::vector<std::string>& row);

 private:
  [[nodiscard]] std::string_view blanks() const { return separator_ == '\t' ? " " : " \t"; }
  bool takeLineEnd();
  bool takeCell(std::string& cell);

  std::string_view rest_;
  char separator_;
  std::string ends_;
  std::int64_t line_ = 0;
  std::int64_t linesInside_ = 0;
};

/// What a cell holds: a number, something that was to be one (nothing at all, nan, inf, 1e400), or other text.
struct CsvNumber {
  enum class Kind { number, bad, text };
  Kind kind = Kind::text;
  double value = 0.0;
  char decimalSign = 0;  ///< '.' or ',' where the cell has one
};
/// `comma`: whether a comma may be the decimal sign, as a point may. No locale has a say in it.
[[nodiscard]] CsvNumber csvNumber(std::string_view cell, bool comma);

/// ',', ';' or a tab: by which the first rows fall into as many cells, and most of these are numbers.
[[nodiscard]] char csvSeparator(std::string_view text);

}  // namespace bitwright
