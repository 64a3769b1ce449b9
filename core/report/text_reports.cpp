// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/text_reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/report/provenance_rows.h"
#include "core/report/report.h"
#include "core/report/summary_table.h"

namespace bitwright {

namespace {

std::string csvCell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char character : text) {
    if (character == '"') quoted += '"';
    quoted += character;
  }
  return quoted + '"';
}

std::string csvValue(const nlohmann::ordered_json& value) {
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// Keeps text from being read as Markdown or HTML.
std::string markdownText(const std::string& text) {
  std::string result;
  for (const char character : text) {
    if (std::string_view("\\`*_{}[]<>#|!~").find(character) != std::string_view::npos) result += '\\';
    result += character == '\n' ? ' ' : character;
  }
  return result;
}

void appendMarkdownTable(std::string& page, const SummaryTable& table) {
  for (const auto& column : table.columns) page += "| " + column.title + ' ';
  page += "|\n";
  for (const auto& column : table.columns) page += column.number ? "|---:" : "|---";
  page += "|\n";
  for (const auto& row : table.rows) {
    for (const auto& cell : row) page += "| " + markdownText(cell) + ' ';
    page += "|\n";
  }
  page += '\n';
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::string space(width - std::min(width, displayWidth(text)), ' ');
  return right ? space + text : text + space;
}

std::string withoutTrailingSpace(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

std::string comparisonCsv(const Comparison& comparison) {
  // The contract's own keys decide the columns, from the groups of the first variant that has them.
  const std::vector<std::pair<const char*, std::vector<const char*>>> groups{
      {"size", {"file_bytes", "ratio", "payload_bytes", "overhead_bytes", "archive_bytes"}},
      {"speed", {"load_ms", "median_ms", "p95_ms", "speedup", "speedup_low", "speedup_high", "verdict", "threads"}},
      {"memory", {"load_peak_bytes", "resident_bytes"}},
      {"accuracy", {"metric", "top1", "top5", "low", "high", "drop", "drop_low", "drop_high", "samples", "flipped"}},
      {"fidelity", {"agreement", "sqnr_db", "cosine", "kl", "max_abs_diff"}}};
  std::string text = "name,spec";
  for (const auto& [group, keys] : groups) {
    for (const char* key : keys) text += fmt::format(",{}", key);
  }
  text += ",integer_share,verified\n";
  const auto json = toJson(comparison);
  for (const auto& variant : json["variants"]) {
    text += csvCell(csvValue(variant["name"])) + ',' + csvCell(csvValue(variant["spec"]));
    for (const auto& [group, keys] : groups) {
      for (const char* key : keys) text += ',' + (variant[group].is_null() ? std::string() : csvCell(csvValue(variant[group][key])));
    }
    text += ',' + csvValue(variant["integer_share"]) + ',' + csvValue(variant["verified"]) + '\n';
  }
  return text;
}

std::string comparisonMarkdown(const Comparison& comparison, const std::string& command) {
  std::string page = fmt::format("# {}: {} variants compared\n\n", markdownText(comparison.modelName), comparison.variants.size());
  if (const auto sentence = finding(comparison); !sentence.empty()) page += markdownText(sentence) + "\n\n";
  appendMarkdownTable(page, summaryTable(comparison));
  for (const auto& line : explanations(comparison)) page += markdownText(line) + "\n";
  if (const auto stages = stagesTable(comparison); !stages.rows.empty()) {
    page += "\n## Size, stage by stage\n\n";
    appendMarkdownTable(page, stages);
  }
  page += "\n## Details\n\n";
  appendMarkdownTable(page, detailTable(comparison));
  const bool hasNotes =
      std::any_of(comparison.variants.begin(), comparison.variants.end(), [](const Scorecard& card) { return !card.notes.empty(); });
  if (hasNotes || !comparison.warnings.empty()) {
    page += "## Notes\n\n";
    for (const auto& warning : comparison.warnings) page += "- " + markdownText(warning.text()) + '\n';
    for (const auto& card : comparison.variants) {
      for (const auto& note : card.notes) page += fmt::format("- {}: {}\n", markdownText(card.name), markdownText(note.text()));
    }
    page += '\n';
  }
  page += "## Where this comes from\n\n";
  for (const auto& [label, value] : provenanceRows(comparison)) page += fmt::format("- {}: {}\n", label, markdownText(value));
  if (!command.empty()) page += fmt::format("\nMade by:\n\n    {}\n", command);
  return page;
}

std::string comparisonTable(const Comparison& comparison) {
  if (comparison.variants.empty()) return {};
  const auto table = summaryTable(comparison);
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
  text += '\n';
  for (const auto& line : explanations(comparison)) text += line + '\n';
  for (const auto& card : comparison.variants) {
    for (const auto& note : card.notes) text += printable(card.name, 48) + ": " + note.text() + '\n';
  }
  return text;
}

}  // namespace bitwright
