// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/tables/size_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/export/export_result.h"
#include "core/report/text/number_text.h"

namespace bitwright {

Table ledgerTable(const Comparison& comparison, std::string_view thousands) {
  const std::string separator(thousands);
  std::vector<ColumnSource> sources;
  constexpr std::pair<const char*, std::uint64_t SizeLedger::*> kParts[] = {
      {"Codes, bytes", &SizeLedger::payload},       {"Scales, bytes", &SizeLedger::scales},
      {"Codebooks, bytes", &SizeLedger::codebooks}, {"Positions, bytes", &SizeLedger::positions},
      {"Decode nodes, bytes", &SizeLedger::decode}, {"Untouched rest, bytes", &SizeLedger::rest}};
  for (const auto& [title, part] : kParts) {
    sources.push_back({title, true, [=, member = part](const Scorecard& card) {
                         return groupedDigits((*card.size.ledger).*member, separator);
                       }});
  }
  sources.push_back({"File, bytes", true,
                     [=](const Scorecard& card) { return groupedDigits(card.size.ledger->total(), separator); }});
  return variantTable(
      comparison, [](const Scorecard& card) { return card.size.ledger.has_value(); }, std::move(sources));
}

Table stagesTable(const Comparison& comparison, std::string_view thousands) {
  const std::string separator(thousands);
  std::vector<ColumnSource> sources;
  using enum SizeStage::Kind;
  for (const auto kind : {original, pruned, coded, packed, archived}) {
    sources.push_back(
        {std::string(stageName(kind).english) + ", bytes", true, [=](const Scorecard& card) -> std::string {
           const auto& stages = card.size.stages;
           const auto found =
               std::find_if(stages.begin(), stages.end(), [&](const SizeStage& stage) { return stage.kind == kind; });
           if (found == stages.end()) return {};
           const double ratio = static_cast<double>(stages.front().fileBytes) / static_cast<double>(found->fileBytes);
           const auto bytes = groupedDigits(found->fileBytes, separator);
           return kind == original ? bytes : fmt::format("{} ({})", bytes, timesText(ratio));
         }});
  }
  return variantTable(
      comparison, [](const Scorecard& card) { return !card.size.stages.empty(); }, std::move(sources));
}

Table layersTable(const Scorecard& card, std::string_view thousands) {
  Table table;
  table.columns = {{"Layer", false}, {"Stored as", false},    {"Weights", true}, {"Original, bytes", true},
                   {"Bytes", true},  {"Bits a weight", true}, {"SQNR", true}};
  if (!card.layers) return table;
  for (const auto& layer : *card.layers) {
    table.rows.push_back({printable(layer.id, 64), printable(layer.spec, 96),
                          groupedDigits(static_cast<std::uint64_t>(layer.weights), thousands),
                          groupedDigits(layer.originalBytes, thousands), groupedDigits(layer.bytes, thousands),
                          fixedText(layer.bitsPerWeight, 2),
                          layer.sqnrDb ? decibelText(*layer.sqnrDb) : std::string(kNothing)});
  }
  return table;
}

Table arithmeticTable(const Scorecard& card, std::string_view thousands) {
  Table table;
  table.columns = {{"Layer", false}, {"Runs as", false}, {"Multiply-accumulates", true}, {"In integers", false}};
  if (!card.arithmetic) return table;
  for (const auto& layer : *card.arithmetic) {
    table.rows.push_back({printable(layer.id, 64), printable(layer.op, 64),
                          groupedDigits(static_cast<std::uint64_t>(layer.multiplyAccumulates), thousands),
                          layer.integer ? std::string("yes") : "no: " + layer.reason.text()});
  }
  return table;
}

Table speedTable(const Comparison& comparison, std::string_view thousands) {
  const std::string separator(thousands);
  std::vector<ColumnSource> sources;
  const auto time = [&sources](const char* title, double Speed::*member) {
    sources.push_back({title, true, [member](const Scorecard& card) {
                         return card.speed ? significantText((*card.speed).*member, "") : "";
                       }});
  };
  time("Load, ms", &Speed::loadMs);
  time("First inference, ms", &Speed::firstRunMs);
  time("Median, ms", &Speed::medianMs);
  time("95th percentile, ms", &Speed::p95Ms);
  sources.push_back({"Original time ÷ this, 95 % interval", true, [&comparison](const Scorecard& card) -> std::string {
                       if (!card.speed || isOriginal(comparison, card)) return {};
                       const auto& ratio = card.speed->speedup;
                       return fmt::format("{} ({} to {})", fixedText(ratio.value, 3), fixedText(ratio.low, 3),
                                          fixedText(ratio.high, 3));
                     }});
  std::vector<std::int64_t> batches;
  for (const auto& card : comparison.variants) {
    if (!card.speed) continue;
    for (const auto& size : card.speed->sizes) {
      const bool known = std::find(batches.begin(), batches.end(), size.batch) != batches.end();
      if (size.shapes.empty() && !known) batches.push_back(size.batch);
    }
  }
  for (const auto batch : batches) {
    sources.push_back(
        {fmt::format("Samples a second, batch {}", batch), true, [batch](const Scorecard& card) -> std::string {
           if (!card.speed) return {};
           for (const auto& size : card.speed->sizes) {
             if (size.shapes.empty() && size.batch == batch) return significantText(size.throughput, "");
           }
           return {};
         }});
  }
  sources.push_back({"Energy an inference, mJ", true, [](const Scorecard& card) {
                       return card.speed && card.speed->raw.energyMj ? significantText(*card.speed->raw.energyMj, "")
                                                                     : std::string();
                     }});
  const auto memory = [&](const char* title, std::uint64_t MemoryResult::*member) {
    sources.push_back({title, true, [=](const Scorecard& card) {
                         return card.memory ? groupedDigits((*card.memory).*member, separator) : "";
                       }});
  };
  memory("Peak while loading, bytes", &MemoryResult::loadPeakBytes);
  memory("Resident, bytes", &MemoryResult::residentBytes);
  return variantTable(
      comparison, [](const Scorecard& card) { return card.speed || card.memory; }, std::move(sources));
}

}  // namespace bitwright
