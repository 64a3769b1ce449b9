// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/report/html_style.h"
#include "core/report/html_text.h"
#include "core/report/number_text.h"
#include "core/report/provenance_rows.h"
#include "core/report/summary_table.h"
#include "core/report/svg_chart.h"
#include "core/report/text_reports.h"

namespace bitwright {

namespace {

constexpr std::string_view kThinSpace = "\xE2\x80\xAF";  // narrow and no-break

/// A unit for byte axes that keeps their numbers short.
struct ByteUnit {
  double size = 1.0;
  const char* name = "bytes";
};

ByteUnit byteUnit(double largest) {
  if (largest >= 2e9) return {1e9, "GB"};
  if (largest >= 2e6) return {1e6, "MB"};
  if (largest >= 2e3) return {1e3, "kB"};
  return {};
}

std::string plainTick(double value) {
  const auto digits = fmt::format("{:g}", std::abs(value));
  return value < -1e-12 ? "−" + digits : std::abs(value) <= 1e-12 ? "0" : digits;
}

Axis sizeAxis(const Comparison& comparison) {
  std::uint64_t largest = 0;
  for (const auto& card : comparison.variants) largest = std::max(largest, card.size.fileBytes);
  const auto unit = byteUnit(static_cast<double>(largest));
  return {fmt::format("File on disk, {}", unit.name), plainTick};
}

double inUnit(const Comparison& comparison, std::uint64_t bytes) {
  std::uint64_t largest = 0;
  for (const auto& card : comparison.variants) largest = std::max(largest, card.size.fileBytes);
  return static_cast<double>(bytes) / byteUnit(static_cast<double>(largest)).size;
}

std::string sizeFigure(const Comparison& comparison) {
  std::vector<BarRow> rows;
  for (std::size_t index = 0; index < comparison.variants.size(); ++index) {
    const auto& card = comparison.variants[index];
    if (card.size.fileBytes == 0) continue;
    BarRow row{card.name, index, 0.0,
               0.0,       0.0,   groupedDigits(card.size.fileBytes, kThinSpace) + " B" + (index == 0 ? "" : " · " + timesText(card.size.ratio))};
    if (card.size.ledger) {
      row.payload = inUnit(comparison, card.size.payloadBytes);
      row.overhead = inUnit(comparison, card.size.overheadBytes);
      row.rest = inUnit(comparison, card.size.ledger->rest);
    } else {
      row.payload = inUnit(comparison, card.size.fileBytes);
    }
    rows.push_back(std::move(row));
  }
  return barChart("File size: codes solid, tables, scales and decode nodes pale, the untouched rest outlined", sizeAxis(comparison), rows);
}

Interval timesHundred(const Interval& interval) {
  return {100.0 * interval.value, 100.0 * interval.low, 100.0 * interval.high};
}

std::string accuracyFigures(const Comparison& comparison) {
  std::vector<ChartRow> top1;
  std::vector<ChartRow> drops;
  for (std::size_t index = 0; index < comparison.variants.size(); ++index) {
    const auto& card = comparison.variants[index];
    if (!card.accuracy) continue;
    top1.push_back(
        {card.name, index, timesHundred({card.accuracy->top1, card.accuracy->low, card.accuracy->high}), percentText(card.accuracy->top1)});
    if (index > 0) drops.push_back({card.name, index, timesHundred(card.accuracy->drop), pointsText(card.accuracy->drop)});
  }
  return intervalChart("Accuracy", {"Top-1 accuracy, % (95 % interval of each alone)", plainTick}, top1, std::nullopt) +
         intervalChart("Drop against the original, on the same samples",
                       {"Drop, percentage points (95 % interval of the paired difference)", plainTick}, drops, 0.0);
}

std::string speedFigure(const Comparison& comparison) {
  std::vector<ChartRow> rows;
  for (std::size_t index = 1; index < comparison.variants.size(); ++index) {
    const auto& card = comparison.variants[index];
    if (card.speed) rows.push_back({card.name, index, card.speed->speedup, verdictText(card.speed->verdict).english});
  }
  return intervalChart("Speed against the original, measured side by side", {"Original time ÷ this time (95 % interval)", plainTick}, rows, 1.0);
}

/// Accuracy against size; without labels the share of equal top classes, without classes the SQNR of the outputs.
std::string tradeFigure(const Comparison& comparison) {
  struct Measure {
    const char* title;
    const char* axis;
    std::optional<double> (*of)(const Scorecard&);
  };
  constexpr Measure kMeasures[] = {
      {"Accuracy against size", "Top-1 accuracy, %",
       [](const Scorecard& card) { return card.accuracy ? std::optional(100.0 * card.accuracy->top1) : std::nullopt; }},
      {"Fidelity against size", "Same top class as the original, %",
       [](const Scorecard& card) {
         return card.fidelity && card.fidelity->agreement ? std::optional(100.0 * *card.fidelity->agreement) : std::nullopt;
       }},
      {"Fidelity against size", "SQNR of the outputs, dB", [](const Scorecard& card) {
         return card.fidelity && std::isfinite(card.fidelity->sqnrDb) ? std::optional(card.fidelity->sqnrDb) : std::nullopt;
       }}};
  for (const auto& measure : kMeasures) {
    std::vector<ScatterPoint> points;
    for (std::size_t index = 0; index < comparison.variants.size(); ++index) {
      const auto& card = comparison.variants[index];
      const auto value = measure.of(card);
      if (value && card.size.fileBytes > 0) points.push_back({card.name, index, inUnit(comparison, card.size.fileBytes), *value});
    }
    if (points.empty()) continue;
    return scatterChart(std::string(measure.title) + ": the line joins what nothing else beats", sizeAxis(comparison), {measure.axis, plainTick},
                        points);
  }
  return {};
}

std::string tableHtml(const SummaryTable& table) {
  std::string html = R"(<div class="scroll"><table><thead><tr>)";
  for (const auto& column : table.columns) {
    html += fmt::format(R"(<th scope="col"{}>{}</th>)", column.number ? R"( class="n")" : "", escapeHtml(column.title));
  }
  html += "</tr></thead><tbody>";
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    html += "<tr>";
    for (std::size_t column = 0; column < table.rows[row].size(); ++column) {
      const auto cell = escapeHtml(table.rows[row][column]);
      if (column == 0) {
        html +=
            fmt::format(R"(<th scope="row"><svg class="key" viewBox="0 0 16 16" aria-hidden="true">{}</svg>{}</th>)", chartMark(row, 8.0, 8.0), cell);
      } else {
        html += fmt::format("<td{}>{}</td>", table.columns[column].number ? R"( class="n")" : "", cell);
      }
    }
    html += "</tr>";
  }
  return html + "</tbody></table></div>";
}

std::string section(const char* title, const std::string& content) {
  return content.empty() ? std::string() : fmt::format("<section><h2>{}</h2>{}</section>\n", title, content);
}

std::string notesHtml(const Comparison& comparison) {
  std::string items;
  for (const auto& warning : comparison.warnings) items += fmt::format("<li>{}</li>", escapeHtml(warning.text()));
  for (const auto& card : comparison.variants) {
    for (const auto& note : card.notes) items += fmt::format("<li><b>{}</b>: {}</li>", escapeHtml(card.name), escapeHtml(note.text()));
  }
  return items.empty() ? std::string() : "<ul>" + items + "</ul>";
}

std::string provenanceHtml(const Comparison& comparison, const std::string& command) {
  std::string html = "<dl>";
  for (const auto& [label, value] : provenanceRows(comparison)) html += fmt::format("<dt>{}</dt><dd>{}</dd>", escapeHtml(label), escapeHtml(value));
  html += "</dl>";
  if (!command.empty()) html += fmt::format("<p>This command makes it again:</p><pre>{}</pre>", escapeHtml(command));
  return html;
}

}  // namespace

std::string comparisonHtml(const Comparison& comparison, const std::string& command) {
  const auto title = fmt::format("{}: {} variants compared", comparison.modelName, comparison.variants.size());
  std::string explained;
  for (const auto& line : explanations(comparison)) explained += (explained.empty() ? "" : " ") + line;
  std::string page = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">"
      "<title>{0}</title>\n<style>{1}</style></head>\n<body><main><header><h1>{0}</h1>",
      escapeHtml(title), kReportStyle);
  if (const auto sentence = finding(comparison); !sentence.empty()) page += fmt::format(R"(<p class="lead">{}</p>)", escapeHtml(sentence));
  page += "</header>\n";
  page += section("Comparison", tableHtml(summaryTable(comparison, kThinSpace)) + fmt::format(R"(<p class="dim">{}</p>)", escapeHtml(explained)));
  page += section("Size", sizeFigure(comparison));
  if (const auto stages = stagesTable(comparison, kThinSpace); !stages.rows.empty()) page += section("Size, stage by stage", tableHtml(stages));
  page += section("What it costs", tradeFigure(comparison) + accuracyFigures(comparison));
  page += section("Speed", speedFigure(comparison));
  page += section("Details", tableHtml(detailTable(comparison, kThinSpace)));
  page += section("Notes", notesHtml(comparison));
  page += section("Where this comes from", provenanceHtml(comparison, command));
  return page + "</main></body></html>\n";
}

}  // namespace bitwright
