// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/arrays/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "core/data/arrays/csv_cells.h"

namespace bitwright {

namespace {

using namespace std::string_view_literals;
using Kind = CsvNumber::Kind;

constexpr std::string_view kLabel = "label";

class CsvReader {
 public:
  CsvReader(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  Result<CsvTable> read() {
    if (text_.empty()) return refuse(BW_MESSAGE("data.empty", "is empty (0 bytes)"));
    if (text_.starts_with("\xff\xfe"sv) || text_.starts_with("\xfe\xff"sv)) {
      return refuse(BW_MESSAGE("data.csv_utf16", "is written in UTF-16"), {},
                    BW_MESSAGE("data.csv_utf8", "save it as UTF-8"));
    }
    if (text_.starts_with("\xef\xbb\xbf"sv)) text_.remove_prefix(3);
    if (text_.find('\0') != std::string_view::npos)
      return refuse(BW_MESSAGE("data.csv_binary", "is no text: it holds bytes of zero"));
    separator_ = csvSeparator(text_);
    CsvCells cells(text_, separator_);
    std::vector<std::string> row;
    while (!cells.atEnd()) {
      if (!cells.nextRow(row))
        return refuse(BW_MESSAGE("data.csv_quote", "has a quote that is not closed"),
                      fmt::format("line {}", cells.line()));
      if (row.empty() || (row.size() == 1 && row[0].empty())) continue;
      line_ = cells.line();
      if (auto added = columns_ == 0 ? addFirst(row) : addRow(row); !added) return passOn(added);
    }
    if (rows_ == 0) return refuse(BW_MESSAGE("data.csv_no_rows", "holds no rows of numbers"));
    return finished();
  }

 private:
  [[nodiscard]] Failure refuse(Message what, std::string where = {}, Message remedy = {}) const {
    return fail(ErrorKind::input, std::move(what), file_, std::move(where), std::move(remedy));
  }
  [[nodiscard]] Failure refuseCell(Message what, std::size_t column, Message remedy = {}) const {
    return refuse(std::move(what), fmt::format("line {}, column {}", line_, column + 1), std::move(remedy));
  }
  [[nodiscard]] CsvNumber numberOf(std::string_view cell) const { return csvNumber(cell, separator_ != ','); }

  CsvTable finished() {
    CsvTable table;
    table.values.type = ArrayType::float64;
    table.values.shape = {rows_, static_cast<std::int64_t>(columns_ - (labelColumn_ ? 1 : 0))};
    table.values.bytes.resize(values_.size() * sizeof(double));
    std::memcpy(table.values.bytes.data(), values_.data(), table.values.bytes.size());
    table.labels = std::move(labels_);
    table.labelNames = std::move(labelNames_);
    if (decimalSign_ == ',')
      table.notes.emplace_back(
          BW_MESSAGE("data.csv_decimal_comma", "a comma in a number of the table is read as its decimal sign"));
    return table;
  }

  /// A word, or a name left empty: what begins like a number, or is nan or inf, is a value that went wrong.
  [[nodiscard]] bool mayBeName(const std::string& cell) const {
    return cell.empty() ||
           (numberOf(cell).kind == Kind::text && "0123456789+-.,"sv.find(cell[0]) == std::string_view::npos);
  }

  Result<void> addFirst(const std::vector<std::string>& row) {
    columns_ = row.size();
    const auto label = std::find(row.rbegin(), row.rend(), kLabel);
    const bool names =
        std::all_of(row.begin(), row.end(), [this](const std::string& cell) { return mayBeName(cell); }) &&
        std::any_of(row.begin(), row.end(), [](const std::string& cell) { return !cell.empty(); });
    header_ = names || label != row.rend();
    if (!header_) return addRow(row);
    if (label != row.rend()) labelColumn_ = static_cast<std::size_t>(row.rend() - label) - 1;
    if (labelColumn_ && columns_ == 1) {
      return refuse(BW_MESSAGE("data.csv_only_labels", "holds labels and nothing else"), fmt::format("line {}", line_));
    }
    return {};
  }

  Result<void> addRow(const std::vector<std::string>& row) {
    if (row.size() != columns_) {
      return refuse({BW_MESSAGE("data.csv_ragged", "has a row of %1 cells where the first has %2"),
                     {static_cast<std::int64_t>(row.size()), static_cast<std::int64_t>(columns_)}},
                    fmt::format("line {}", line_));
    }
    ++rows_;
    for (std::size_t column = 0; column < row.size(); ++column) {
      if (auto added = labelColumn_ == column ? addLabel(row[column], column) : addValue(row[column], column); !added)
        return added;
    }
    return {};
  }

  Result<double> finite(const std::string& cell, std::size_t column) {
    const auto number = numberOf(cell);
    // In the first row it may have been meant for a name.
    const auto remedy =
        rows_ == 1 && !header_
            ? Message(BW_MESSAGE("data.csv_header", "a header is a row of names, in which labels are called label"))
            : Message();
    if (cell.empty()) return refuseCell(BW_MESSAGE("data.csv_empty_cell", "has an empty cell"), column, remedy);
    if (number.kind != Kind::number) {
      return refuseCell(
          {BW_MESSAGE("data.csv_no_number", "holds \"%1\", which is no finite number"), {cell.substr(0, 40)}}, column,
          remedy);
    }
    if (number.decimalSign != 0 && decimalSign_ != 0 && number.decimalSign != decimalSign_) {
      return refuseCell(
          {BW_MESSAGE("data.csv_two_signs", "holds \"%1\", but has numbers with the decimal sign \"%2\" before it"),
           {cell.substr(0, 40), std::string(1, decimalSign_)}},
          column,
          BW_MESSAGE("data.csv_one_sign", "write all numbers with one decimal sign, and nothing between thousands"));
    }
    if (number.decimalSign != 0) decimalSign_ = number.decimalSign;
    return number.value;
  }

  Result<void> addValue(const std::string& cell, std::size_t column) {
    const auto value = finite(cell, column);
    if (!value) return Failure(value.error());
    values_.push_back(*value);
    return {};
  }

  /// The first says whether they are numbers or names.
  Result<void> addLabel(const std::string& cell, std::size_t column) {
    if (rows_ == 1) named_ = numberOf(cell).kind == Kind::text;
    if (named_) {
      if (numberOf(cell).kind != Kind::text) {
        return refuseCell(
            {BW_MESSAGE("data.csv_label_no_name", "holds the label \"%1\", where the labels before it are names"),
             {cell.substr(0, 40)}},
            column);
      }
      labelNames_.push_back(cell);
      return {};
    }
    const auto value = finite(cell, column);
    if (!value) return Failure(value.error());
    if (!(*value >= 0.0 && *value < 0x1p53) || std::floor(*value) != *value) {
      return refuseCell(
          {BW_MESSAGE("data.bad_label", "holds the label %1, which is no class: classes are 0, 1, 2 …"), {*value}},
          column);
    }
    labels_.push_back(static_cast<std::int64_t>(*value));
    return {};
  }

  std::string_view text_;
  const std::string& file_;
  char separator_ = ',';
  std::size_t columns_ = 0;
  bool header_ = false;
  std::optional<std::size_t> labelColumn_;
  bool named_ = false;
  char decimalSign_ = 0;  // once a number has one
  std::int64_t line_ = 0;
  std::int64_t rows_ = 0;
  std::vector<double> values_;
  std::vector<std::int64_t> labels_;
  std::vector<std::string> labelNames_;
};

}  // namespace

Result<CsvTable> readCsv(ByteView content, const std::string& file) {
  return CsvReader(textOf(content), file).read();
}

}  // namespace bitwright
