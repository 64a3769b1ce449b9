// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/document/report_charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/report/document/svg_chart.h"
#include "core/report/text/number_text.h"

namespace bitwright {

namespace {

/// A unit for byte axes that keeps their numbers short.
struct ByteUnit {
  double size = 1.0;
  const char* name = "bytes";
};

ByteUnit byteUnit(const Comparison& comparison) {
  std::uint64_t largest = 0;
  for (const auto& card : comparison.variants) largest = std::max(largest, card.size.fileBytes);
  if (largest >= 2'000'000'000) return {1e9, "GB"};
  if (largest >= 2'000'000) return {1e6, "MB"};
  if (largest >= 2'000) return {1e3, "kB"};
  return {};
}

std::string plainTick(double value) {
  const auto digits = fmt::format("{:g}", std::abs(value));
  return value < -1e-12 ? "−" + digits : std::abs(value) <= 1e-12 ? "0" : digits;
}

Axis sizeAxis(const ByteUnit& unit) {
  return {fmt::format("File on disk, {}", unit.name), plainTick};
}

Interval timesHundred(const Interval& interval) {
  return {100.0 * interval.value, 100.0 * interval.low, 100.0 * interval.high};
}

/// Rows of the variants that `valueOf` gives something for, from variant `first` on.
std::vector<ChartRow> rowsOf(const Comparison& comparison, std::size_t first,
                             const std::function<std::optional<Interval>(const Scorecard&)>& valueOf,
                             const std::function<std::string(const Scorecard&)>& textOf) {
  std::vector<ChartRow> rows;
  for (std::size_t index = first; index < comparison.variants.size(); ++index) {
    const auto& card = comparison.variants[index];
    if (const auto value = valueOf(card)) rows.push_back({shownName(card), index, *value, textOf(card)});
  }
  return rows;
}

}  // namespace

ReportChart sizeChart(const Comparison& comparison, std::string_view thousands) {
  const auto unit = byteUnit(comparison);
  const auto inUnit = [&unit](std::uint64_t bytes) { return static_cast<double>(bytes) / unit.size; };
  std::vector<BarRow> rows;
  for (std::size_t index = 0; index < comparison.variants.size(); ++index) {
    const auto& card = comparison.variants[index];
    if (card.size.fileBytes == 0) continue;
    BarRow row{shownName(card), index, 0.0, 0.0, 0.0, groupedDigits(card.size.fileBytes, thousands) + " B"};
    if (index > 0) row.text += " · " + timesText(card.size.ratio);
    if (card.size.ledger) {
      row.payload = inUnit(card.size.payloadBytes);
      row.overhead = inUnit(card.size.overheadBytes);
      row.rest = inUnit(card.size.ledger->rest);
    } else {
      row.payload = inUnit(card.size.fileBytes);
    }
    rows.push_back(std::move(row));
  }
  return barChart("File size: codes solid, tables, scales and decode nodes pale, the untouched rest outlined",
                  sizeAxis(unit), {"Codes, or the whole file", "Tables, scales and decode nodes", "Untouched rest"},
                  rows);
}

ReportChart tradeChart(const Comparison& comparison) {
  struct Measure {
    const char* title;
    const char* axis;
    bool lowerIsBetter;
    std::optional<double> (*of)(const Scorecard&);
  };
  constexpr Measure kMeasures[] = {
      {"Accuracy against size", "Top-1 accuracy, %", false,
       [](const Scorecard& card) { return card.accuracy ? std::optional(100.0 * card.accuracy->top1) : std::nullopt; }},
      {"Perplexity against size", "Cross entropy, nats a token", true,
       [](const Scorecard& card) {
         return card.perplexity ? std::optional(card.perplexity->nats.value) : std::nullopt;
       }},
      {"Fidelity against size", "Same top class as the original, %", false,
       [](const Scorecard& card) {
         return card.fidelity && card.fidelity->agreement ? std::optional(100.0 * *card.fidelity->agreement)
                                                          : std::nullopt;
       }},
      {"Fidelity against size", "SQNR of the outputs, dB", false, [](const Scorecard& card) {
         return card.fidelity && std::isfinite(card.fidelity->sqnrDb) ? std::optional(card.fidelity->sqnrDb)
                                                                      : std::nullopt;
       }}};
  const auto unit = byteUnit(comparison);
  for (const auto& measure : kMeasures) {
    std::vector<ScatterPoint> points;
    for (std::size_t index = 0; index < comparison.variants.size(); ++index) {
      const auto& card = comparison.variants[index];
      const auto value = measure.of(card);
      if (value && card.size.fileBytes > 0)
        points.push_back({shownName(card), index, static_cast<double>(card.size.fileBytes) / unit.size, *value});
    }
    if (points.empty()) continue;
    return scatterChart(std::string(measure.title) + ": the line joins what nothing else beats", sizeAxis(unit),
                        {measure.axis, plainTick}, points, measure.lowerIsBetter);
  }
  return {};
}

ReportChart accuracyChart(const Comparison& comparison) {
  const auto rows = rowsOf(
      comparison, 0,
      [](const Scorecard& card) {
        return card.accuracy
                   ? std::optional(timesHundred({card.accuracy->top1, card.accuracy->low, card.accuracy->high}))
                   : std::nullopt;
      },
      [](const Scorecard& card) { return percentText(card.accuracy->top1); });
  return intervalChart("Accuracy", {"Top-1 accuracy, % (95 % interval of each alone)", plainTick}, rows, std::nullopt);
}

ReportChart dropChart(const Comparison& comparison) {
  const auto rows = rowsOf(
      comparison, 1,
      [](const Scorecard& card) {
        return card.accuracy ? std::optional(timesHundred(card.accuracy->drop)) : std::nullopt;
      },
      [](const Scorecard& card) { return pointsText(card.accuracy->drop); });
  return intervalChart("Drop against the original, on the same samples",
                       {"Drop, percentage points (95 % interval of the paired difference)", plainTick}, rows, 0.0);
}

ReportChart perplexityChart(const Comparison& comparison) {
  const auto rows = rowsOf(
      comparison, 1,
      [](const Scorecard& card) {
        return card.perplexity && std::isfinite(card.perplexity->increase.low)
                   ? std::optional(card.perplexity->increase)
                   : std::nullopt;
      },
      [](const Scorecard& card) { return intervalText(card.perplexity->increase, 4); });
  return intervalChart("Loss above the original's, on the same sequences",
                       {"Nats a token (95 % interval of the paired difference)", plainTick}, rows, 0.0);
}

ReportChart speedChart(const Comparison& comparison) {
  const auto rows = rowsOf(
      comparison, 1,
      [](const Scorecard& card) {
        const bool finite =
            card.speed && std::isfinite(card.speed->speedup.low) && std::isfinite(card.speed->speedup.high);
        return finite ? std::optional(card.speed->speedup) : std::nullopt;
      },
      [](const Scorecard& card) -> std::string { return verdictText(card.speed->verdict).english; });
  return intervalChart("Speed against the original, measured side by side",
                       {"Original time ÷ this time (95 % interval)", plainTick}, rows, 1.0);
}

}  // namespace bitwright
