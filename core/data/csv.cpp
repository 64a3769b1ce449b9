// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/csv.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

namespace bitwright {

namespace {

using namespace std::string_view_literals;

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::optional<double> numberOf(std::string_view cell) {
  cell = trimmed(cell);
  if (cell.starts_with('+') && cell.size() > 1 && cell[1] != '-') cell.remove_prefix(1);
  double value = 0.0;
  const auto [end, problem] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (problem != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// Cuts the text into rows of cells.
class Cells {
 public:
  explicit Cells(std::string_view rest) : rest_(rest) {}

  [[nodiscard]] bool atEnd() const { return rest_.empty(); }
  /// Of the row that was read last, from 1.
  [[nodiscard]] std::int64_t line() const { return line_; }

  /// The cells of the next row; none for an empty line. False where a quote is never closed or text follows one.
  bool nextRow(std::vector<std::string>& row) {
    row.clear();
    line_ += 1 + std::exchange(linesInside_, 0);
    if (takeLineEnd()) return true;
    while (true) {
      row.emplace_back();
      if (!takeCell(row.back())) return false;
      if (rest_.empty() || takeLineEnd()) return true;
      rest_.remove_prefix(1);  // the comma
    }
  }

 private:
  bool takeLineEnd() {
    const std::size_t length = rest_.starts_with("\r\n"sv) ? 2 : rest_.starts_with('\n') || rest_.starts_with('\r') ? 1 : 0;
    rest_.remove_prefix(length);
    return length > 0;
  }

  bool takeCell(std::string& cell) {
    const auto begin = rest_.find_first_not_of(" \t");
    if (begin == std::string_view::npos || rest_[begin] != '"') {
      const auto end = std::min(rest_.find_first_of(",\r\n"), rest_.size());
      cell = rest_.substr(0, end);
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
    for (const char character : cell) linesInside_ += character == '\n' ? 1 : 0;
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
    return rest_.empty() || rest_[0] == ',' || rest_[0] == '\r' || rest_[0] == '\n';
  }

  std::string_view rest_;
  std::int64_t line_ = 0;
  std::int64_t linesInside_ = 0;
};

class CsvReader {
 public:
  CsvReader(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  Result<CsvTable> read() {
    if (text_.empty()) return refuse(BW_MESSAGE("data.empty", "is empty (0 bytes)"));
    if (text_.starts_with("\xff\xfe"sv) || text_.starts_with("\xfe\xff"sv)) {
      return refuse(BW_MESSAGE("data.csv_utf16", "is written in UTF-16"), {}, BW_MESSAGE("data.csv_utf8", "save it as UTF-8"));
    }
    if (text_.starts_with("\xef\xbb\xbf"sv)) text_.remove_prefix(3);
    if (text_.find('\0') != std::string_view::npos) return refuse(BW_MESSAGE("data.csv_binary", "is no text: it holds bytes of zero"));
    Cells cells(text_);
    std::vector<std::string> row;
    while (!cells.atEnd()) {
      if (!cells.nextRow(row)) return refuse(BW_MESSAGE("data.csv_quote", "has a quote that is not closed"), at(cells.line()));
      if (row.empty() || (row.size() == 1 && trimmed(row[0]).empty())) continue;
      if (auto added = columns_ == 0 ? addFirst(row, cells.line()) : addRow(row, cells.line()); !added) return passOn(added);
    }
    if (rows_ == 0) return refuse(BW_MESSAGE("data.csv_no_rows", "holds no rows of numbers"));
    CsvTable table;
    table.values.type = ArrayType::float64;
    table.values.shape = {rows_, static_cast<std::int64_t>(columns_ - (labelled_ ? 1 : 0))};
    table.values.bytes.resize(values_.size() * sizeof(double));
    std::memcpy(table.values.bytes.data(), values_.data(), table.values.bytes.size());
    table.labels = std::move(labels_);
    return table;
  }

 private:
  [[nodiscard]] Failure refuse(Message what, std::string where = {}, Message remedy = {}) const {
    return fail(ErrorKind::input, std::move(what), file_, std::move(where), std::move(remedy));
  }
  static std::string at(std::int64_t line) { return fmt::format("line {}", line); }

  Result<void> addFirst(const std::vector<std::string>& row, std::int64_t line) {
    columns_ = row.size();
    bool header = false;
    for (const auto& cell : row) header = header || !numberOf(cell);
    if (header && row.size() == 1 && row[0].find(';') != std::string::npos) {
      return refuse(BW_MESSAGE("data.csv_semicolons", "separates its cells by semicolons"), at(line),
                    BW_MESSAGE("data.csv_commas", "separate them by commas, with a point as the decimal sign"));
    }
    if (!header) return addRow(row, line);
    labelled_ = trimmed(row.back()) == "label";
    if (labelled_ && columns_ == 1) return refuse(BW_MESSAGE("data.csv_only_labels", "holds labels and nothing else"), at(line));
    return {};
  }

  Result<void> addRow(const std::vector<std::string>& row, std::int64_t line) {
    if (row.size() != columns_) {
      return refuse({BW_MESSAGE("data.csv_ragged", "has a row of %1 cells where the first has %2"),
                     {static_cast<std::int64_t>(row.size()), static_cast<std::int64_t>(columns_)}},
                    at(line));
    }
    ++rows_;
    for (std::size_t column = 0; column < row.size(); ++column) {
      const auto value = numberOf(row[column]);
      const bool label = labelled_ && column + 1 == columns_;
      const auto where = [&] { return fmt::format("line {}, column {}", line, column + 1); };
      if (!value) return refuse({BW_MESSAGE("data.csv_no_number", "holds \"%1\", which is no finite number"), {row[column].substr(0, 40)}}, where());
      if (!label) {
        values_.push_back(*value);
        continue;
      }
      if (!(*value >= 0.0 && *value < 0x1p53) || std::floor(*value) != *value) {
        return refuse({BW_MESSAGE("data.bad_label", "holds the label %1, which is no class: classes are 0, 1, 2 …"), {*value}}, where());
      }
      labels_.push_back(static_cast<std::int64_t>(*value));
    }
    return {};
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t columns_ = 0;
  std::int64_t rows_ = 0;
  bool labelled_ = false;
  std::vector<double> values_;
  std::vector<std::int64_t> labels_;
};

}  // namespace

Result<CsvTable> readCsv(ByteView content, const std::string& file) {
  return CsvReader(textOf(content), file).read();
}

}  // namespace bitwright
