// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/summary_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "core/report/number_text.h"

namespace bitwright {

namespace {

/// A column is shown where at least one variant has something in it.
struct ColumnSource {
  std::string title;
  bool number = true;
  std::function<std::string(const Scorecard&)> cell;  ///< empty text: nothing to show
};

SummaryTable tableOf(const Comparison& comparison, std::vector<ColumnSource> sources) {
  SummaryTable table;
  table.rows.resize(comparison.variants.size());
  for (auto& source : sources) {
    std::vector<std::string> cells;
    for (const auto& card : comparison.variants) cells.push_back(source.cell(card));
    if (std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.empty(); })) continue;
    table.columns.push_back({std::move(source.title), source.number});
    for (std::size_t row = 0; row < cells.size(); ++row) {
      table.rows[row].push_back(cells[row].empty() ? std::string(kNothing) : std::move(cells[row]));
    }
  }
  return table;
}

bool hasAccuracy(const Comparison& comparison) {
  return std::any_of(comparison.variants.begin(), comparison.variants.end(), [](const Scorecard& card) { return card.accuracy.has_value(); });
}

bool isOriginal(const Comparison& comparison, const Scorecard& card) {
  return &card == comparison.variants.data();
}

ColumnSource nameColumn() {
  return {"Variant", false, [](const Scorecard& card) { return printable(card.name, 48); }};
}

std::size_t characterWidth(char32_t code) {
  constexpr std::pair<char32_t, char32_t> kNone[] = {{0x0300, 0x036F}, {0x200B, 0x200F}, {0xFE00, 0xFE0F}};
  constexpr std::pair<char32_t, char32_t> kWide[] = {{0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
                                                     {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}};
  const auto holds = [code](const auto& range) { return range.first <= code && code <= range.second; };
  if (std::any_of(std::begin(kNone), std::end(kNone), holds)) return 0;
  return std::any_of(std::begin(kWide), std::end(kWide), holds) ? 2 : 1;
}

}  // namespace

SummaryTable summaryTable(const Comparison& comparison, std::string_view thousands) {
  const std::string separator(thousands);
  std::vector<ColumnSource> sources{nameColumn()};
  sources.push_back({"File, bytes", true, [=](const Scorecard& card) {
                       return card.size.fileBytes == 0 ? std::string() : groupedDigits(card.size.fileBytes, separator);
                     }});
  sources.push_back({"Ratio", true, [](const Scorecard& card) { return card.size.fileBytes == 0 ? std::string() : timesText(card.size.ratio); }});
  sources.push_back({"Archive, bytes", true, [=](const Scorecard& card) {
                       return card.size.archiveBytes == 0 ? std::string() : groupedDigits(card.size.archiveBytes, separator);
                     }});
  sources.push_back({"Speed-up", false, [](const Scorecard& card) { return card.speed ? speedText(*card.speed) : std::string(); }});
  sources.push_back({"Top-1", true, [](const Scorecard& card) { return card.accuracy ? percentText(card.accuracy->top1) : std::string(); }});
  sources.push_back({"Drop, points", true, [&comparison](const Scorecard& card) {
                       return card.accuracy && !isOriginal(comparison, card) ? pointsText(card.accuracy->drop) : std::string();
                     }});
  if (!hasAccuracy(comparison)) {
    sources.push_back({"Same top class", true, [&comparison](const Scorecard& card) {
                         return card.fidelity && card.fidelity->agreement && !isOriginal(comparison, card) ? percentText(*card.fidelity->agreement)
                                                                                                           : std::string();
                       }});
    sources.push_back({"SQNR", true, [&comparison](const Scorecard& card) {
                         return card.fidelity && !isOriginal(comparison, card) ? decibelText(card.fidelity->sqnrDb) : std::string();
                       }});
  }
  sources.push_back({"Verified", false, [](const Scorecard& card) { return card.verification ? verifiedText(card) : std::string(); }});
  return tableOf(comparison, std::move(sources));
}

SummaryTable detailTable(const Comparison& comparison, std::string_view thousands) {
  const std::string separator(thousands);
  const auto number = [separator](std::string title, std::function<std::string(const Scorecard&)> cell) {
    return ColumnSource{std::move(title), true, std::move(cell)};
  };
  std::vector<ColumnSource> sources{nameColumn()};
  sources.push_back({"Spec", false, [](const Scorecard& card) { return printable(card.spec, 96); }});
  sources.push_back(number(
      "Payload, bytes", [=](const Scorecard& card) { return card.size.ledger ? groupedDigits(card.size.payloadBytes, separator) : std::string(); }));
  sources.push_back(number("Overhead, bytes", [=](const Scorecard& card) {
    return card.size.ledger ? groupedDigits(card.size.overheadBytes, separator) : std::string();
  }));
  sources.push_back(number("Load, ms", [](const Scorecard& card) { return card.speed ? significantText(card.speed->loadMs, "") : std::string(); }));
  sources.push_back(
      number("Median, ms", [](const Scorecard& card) { return card.speed ? significantText(card.speed->medianMs, "") : std::string(); }));
  sources.push_back(
      number("95th percentile, ms", [](const Scorecard& card) { return card.speed ? significantText(card.speed->p95Ms, "") : std::string(); }));
  std::vector<std::int64_t> batches;
  for (const auto& card : comparison.variants) {
    if (!card.speed) continue;
    for (const auto& batch : card.speed->batches) {
      if (std::find(batches.begin(), batches.end(), batch.batch) == batches.end()) batches.push_back(batch.batch);
    }
  }
  for (const auto batch : batches) {
    sources.push_back(number(fmt::format("Samples a second, batch {}", batch), [batch](const Scorecard& card) -> std::string {
      if (!card.speed) return {};
      for (const auto& entry : card.speed->batches) {
        if (entry.batch == batch) return significantText(entry.throughput, "");
      }
      return {};
    }));
  }
  sources.push_back(number("Peak while loading, bytes", [=](const Scorecard& card) {
    return card.memory ? groupedDigits(card.memory->loadPeakBytes, separator) : std::string();
  }));
  sources.push_back(number(
      "Resident, bytes", [=](const Scorecard& card) { return card.memory ? groupedDigits(card.memory->residentBytes, separator) : std::string(); }));
  sources.push_back(number("Top-1, 95 % interval", [](const Scorecard& card) {
    return card.accuracy ? percentText(card.accuracy->low) + "–" + percentText(card.accuracy->high) : std::string();
  }));
  sources.push_back(number(
      "Top-5", [](const Scorecard& card) { return card.accuracy && card.accuracy->top5 ? percentText(*card.accuracy->top5) : std::string(); }));
  sources.push_back(number("Flipped, samples", [&comparison](const Scorecard& card) {
    return card.accuracy && !isOriginal(comparison, card) ? fmt::format("{}", card.accuracy->flipped) : std::string();
  }));
  const auto fidelity = [&comparison](const Scorecard& card) -> const Fidelity* {
    return card.fidelity && !isOriginal(comparison, card) ? &*card.fidelity : nullptr;
  };
  sources.push_back(number("Same top class", [=](const Scorecard& card) {
    const auto* found = fidelity(card);
    return found != nullptr && found->agreement ? percentText(*found->agreement) : std::string();
  }));
  sources.push_back(number("SQNR of outputs", [=](const Scorecard& card) {
    const auto* found = fidelity(card);
    return found != nullptr ? decibelText(found->sqnrDb) : std::string();
  }));
  sources.push_back(number("Cosine of outputs", [=](const Scorecard& card) {
    const auto* found = fidelity(card);
    return found != nullptr ? fixedText(found->cosine, 6) : std::string();
  }));
  sources.push_back(number("KL, nats", [=](const Scorecard& card) {
    const auto* found = fidelity(card);
    return found != nullptr && found->kl ? significantText(*found->kl, "") : std::string();
  }));
  sources.push_back(number("Largest output difference", [=](const Scorecard& card) {
    const auto* found = fidelity(card);
    return found != nullptr ? significantText(found->maxAbsDifference, "") : std::string();
  }));
  return tableOf(comparison, std::move(sources));
}

SummaryTable stagesTable(const Comparison& comparison, std::string_view thousands) {
  const std::string separator(thousands);
  std::vector<ColumnSource> sources{nameColumn()};
  using enum SizeStage::Kind;
  for (const auto kind : {original, pruned, coded, packed, archived}) {
    sources.push_back({std::string(stageName(kind).english) + ", bytes", true, [=](const Scorecard& card) -> std::string {
                         const auto& stages = card.size.stages;
                         const auto found = std::find_if(stages.begin(), stages.end(), [&](const SizeStage& stage) { return stage.kind == kind; });
                         if (found == stages.end()) return {};
                         const double ratio = static_cast<double>(stages.front().fileBytes) / static_cast<double>(found->fileBytes);
                         const auto bytes = groupedDigits(found->fileBytes, separator);
                         return kind == original ? bytes : fmt::format("{} ({})", bytes, timesText(ratio));
                       }});
  }
  auto table = tableOf(comparison, std::move(sources));
  for (std::size_t row = comparison.variants.size(); row-- > 0;) {
    if (comparison.variants[row].size.stages.empty()) table.rows.erase(table.rows.begin() + static_cast<std::ptrdiff_t>(row));
  }
  return table;
}

std::vector<std::string> explanations(const Comparison& comparison) {
  std::vector<std::string> lines;
  if (comparison.samples > 0) {
    const auto samples = groupedDigits(static_cast<std::uint64_t>(comparison.samples)) + (comparison.samples == 1 ? " sample" : " samples");
    lines.push_back("Inputs: " +
                    (comparison.synthesised ? samples + ", synthesised." : samples + " of " + printable(comparison.dataName, 120) + '.'));
  }
  std::string columns = "Ratio: original ÷ file. Archive: zstd level 19.";
  const auto any = [&](auto member) {
    return std::any_of(comparison.variants.begin(), comparison.variants.end(), [&](const Scorecard& card) { return (card.*member).has_value(); });
  };
  if (any(&Scorecard::speed)) {
    columns += fmt::format(" Speed-up: original time ÷ this time, {} thread{}, with its 95 % interval.", comparison.provenance.threads,
                           comparison.provenance.threads == 1 ? "" : "s");
  }
  if (any(&Scorecard::accuracy)) columns += " Drop: percentage points below the original on the same samples, with its 95 % interval.";
  lines.push_back(std::move(columns));
  const bool exported =
      std::any_of(comparison.variants.begin(), comparison.variants.end(), [](const Scorecard& card) { return card.size.ledger.has_value(); });
  if (exported) {
    lines.emplace_back(
        "Exported variants hold smaller weights only: they are decoded while the model loads, which takes longer and peaks higher; "
        "what runs after that is the original's arithmetic.");
  }
  return lines;
}

std::string finding(const Comparison& comparison) {
  const Scorecard* best = nullptr;
  for (const auto& card : comparison.variants) {
    if (isOriginal(comparison, card) || !card.accuracy || card.size.fileBytes == 0 || card.size.ratio <= 1.0) continue;
    if (card.accuracy->drop.low > 0.0) continue;
    if (best == nullptr || card.size.fileBytes < best->size.fileBytes) best = &card;
  }
  if (best == nullptr) return {};
  return fmt::format("The smallest variant for which these {} samples show no loss of accuracy is {}: {} smaller, drop {} points.",
                     groupedDigits(static_cast<std::uint64_t>(best->accuracy->samples)), printable(best->name, 48), timesText(best->size.ratio),
                     pointsText(best->accuracy->drop));
}

std::size_t displayWidth(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t next = 1; next < length && at + next < text.size(); ++next) {
      code = (code << 6U) | (static_cast<unsigned char>(text[at + next]) & 0x3FU);
    }
    width += characterWidth(code);
    at += length;
  }
  return width;
}

}  // namespace bitwright
