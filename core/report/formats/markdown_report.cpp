// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/formats/markdown_report.h"

#include <fmt/format.h>

#include "core/report/document/comparison_document.h"

namespace bitwright {

namespace {

/// Keeps text from being read as Markdown or HTML.
std::string plain(const std::string& text) {
  std::string result;
  for (const char character : text) {
    if (std::string_view("\\`*_{}[]<>#|!~").find(character) != std::string_view::npos) result += '\\';
    result += character == '\n' ? ' ' : character;
  }
  return result;
}

std::string tableText(const Table& table) {
  std::string page;
  for (const auto& column : table.columns) page += "| " + column.title + ' ';
  page += "|\n";
  for (const auto& column : table.columns) page += column.number ? "|---:" : "|---";
  page += "|\n";
  for (const auto& row : table.rows) {
    for (const auto& cell : row) page += "| " + plain(cell) + ' ';
    page += "|\n";
  }
  return page + '\n';
}

std::string markdown(const ReportText& text) {
  return plain(text.text) + "\n\n";
}

std::string markdown(const ReportTable& table) {
  std::string page = table.title.empty() ? std::string() : fmt::format("### {}\n\n", plain(table.title));
  page += tableText(table.table);
  if (!table.note.empty()) page += plain(table.note) + "\n\n";
  return page;
}

/// Pictures are for formats that can draw; every figure of theirs stands in a table.
std::string markdown(const ReportChart& chart) {
  return fmt::format("### {}\n\n{}", plain(chart.title), tableText(chart.table));
}

std::string markdown(const ReportList& list) {
  std::string page;
  for (const auto& item : list.items)
    page += fmt::format("- {}{}\n", item.name.empty() ? "" : plain(item.name) + ": ", plain(item.text));
  return page + '\n';
}

std::string markdown(const ReportFacts& facts) {
  std::string page;
  for (const auto& [label, value] : facts.rows) page += fmt::format("- {}: {}\n", label, plain(value));
  return page + '\n';
}

std::string markdown(const ReportCode& code) {
  std::string page = plain(code.title) + "\n\n    ";
  for (const char character : code.text) {
    page += character;
    if (character == '\n') page += "    ";
  }
  return page + "\n\n";
}

}  // namespace

std::string comparisonMarkdown(const Comparison& comparison, const Reproduction& from) {
  const auto report = reportDocument(comparison, from);
  std::string page = fmt::format("# {}\n\n", plain(report.title));
  if (!report.lead.empty()) page += plain(report.lead) + "\n\n";
  for (const auto& section : report.sections) {
    page += fmt::format("## {}\n\n", plain(section.title));
    for (const auto& block : section.blocks)
      page += std::visit([](const auto& content) { return markdown(content); }, block);
  }
  page.pop_back();  // one line end is enough
  return page;
}

}  // namespace bitwright
