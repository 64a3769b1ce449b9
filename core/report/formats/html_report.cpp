// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/formats/html_report.h"

#include <fmt/format.h>

#include "core/report/document/comparison_document.h"
#include "core/report/document/svg_chart.h"
#include "core/report/formats/html_style.h"
#include "core/report/text/html_text.h"

namespace bitwright {

namespace {

constexpr std::string_view kThinSpace = "\xE2\x80\xAF";  // narrow and no-break
constexpr double kStrongestHeat = 0.55;                  // beyond, text on it would be hard to read

std::string cellHtml(const Table& table, std::size_t row, std::size_t column) {
  const auto text = escapeHtml(table.rows[row][column]);
  const bool number = table.columns[column].number;
  if (column == 0) {
    std::string mark;
    if (!table.variants.empty())
      mark = fmt::format(R"(<svg class="key" viewBox="0 0 16 16" aria-hidden="true">{}</svg>)",
                         chartMark(table.variants[row], 8.0, 8.0));
    return fmt::format(R"(<th scope="row"{}>{}{}</th>)", number ? R"( class="n")" : "", mark, text);
  }
  std::string shade;
  if (!table.heat.empty() && table.heat[row][column] > 0.0)
    shade = fmt::format(R"( style="--heat:{:.0f}%")", 100.0 * kStrongestHeat * table.heat[row][column]);
  const char* look = !table.heat.empty() ? R"( class="n heat")" : number ? R"( class="n")" : "";
  return fmt::format("<td{}{}>{}</td>", look, shade, text);
}

std::string tableHtml(const Table& table) {
  std::string html = R"(<div class="scroll"><table><thead><tr>)";
  for (const auto& column : table.columns) {
    html += fmt::format(R"(<th scope="col"{}>{}</th>)", column.number ? R"( class="n")" : "", escapeHtml(column.title));
  }
  html += "</tr></thead><tbody>";
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    html += "<tr>";
    for (std::size_t column = 0; column < table.rows[row].size(); ++column) html += cellHtml(table, row, column);
    html += "</tr>";
  }
  return html + "</tbody></table></div>";
}

std::string folded(const std::string& title, const std::string& content) {
  return fmt::format("<details><summary>{}</summary>{}</details>", escapeHtml(title), content);
}

std::string html(const ReportText& text) {
  return fmt::format("<p>{}</p>", escapeHtml(text.text));
}

std::string html(const ReportTable& table) {
  auto content = tableHtml(table.table);
  if (!table.note.empty()) content += fmt::format(R"(<p class="dim">{}</p>)", escapeHtml(table.note));
  if (table.folded) return folded(table.title, content);
  return table.title.empty() ? content : fmt::format("<h3>{}</h3>{}", escapeHtml(table.title), content);
}

std::string html(const ReportChart& chart) {
  return fmt::format("<figure><figcaption>{}</figcaption>{}{}</figure>", escapeHtml(chart.title), chart.svg,
                     folded("As a table", tableHtml(chart.table)));
}

std::string html(const ReportList& list) {
  std::string items;
  for (const auto& item : list.items) {
    const auto name = item.name.empty() ? std::string() : fmt::format("<b>{}</b>: ", escapeHtml(item.name));
    items += fmt::format("<li>{}{}</li>", name, escapeHtml(item.text));
  }
  return "<ul>" + items + "</ul>";
}

std::string html(const ReportFacts& facts) {
  std::string rows;
  for (const auto& [label, value] : facts.rows)
    rows += fmt::format("<dt>{}</dt><dd>{}</dd>", escapeHtml(label), escapeHtml(value));
  return "<dl>" + rows + "</dl>";
}

std::string html(const ReportCode& code) {
  return fmt::format("<p>{}</p><pre>{}</pre>", escapeHtml(code.title), escapeHtml(code.text));
}

}  // namespace

std::string comparisonHtml(const Comparison& comparison, const Reproduction& from) {
  const auto report = reportDocument(comparison, from, kThinSpace);
  std::string page = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" "
      "content=\"light dark\">"
      "<title>{0}</title>\n<style>{1}</style></head>\n<body><main><header><h1>{0}</h1>",
      escapeHtml(report.title), kReportStyle);
  if (!report.lead.empty()) page += fmt::format(R"(<p class="lead">{}</p>)", escapeHtml(report.lead));
  page += "</header>\n";
  for (const auto& section : report.sections) {
    page += fmt::format("<section><h2>{}</h2>", escapeHtml(section.title));
    for (const auto& block : section.blocks)
      page += std::visit([](const auto& content) { return html(content); }, block);
    page += "</section>\n";
  }
  return page + "</main></body></html>\n";
}

}  // namespace bitwright
