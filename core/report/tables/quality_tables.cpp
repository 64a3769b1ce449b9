// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/tables/quality_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/report/text/number_text.h"

namespace bitwright {

namespace {

using Cell = std::function<std::string(const Accuracy&)>;

std::string optionalText(const std::optional<double>& value, std::string (*text)(double)) {
  return value ? text(*value) : std::string();
}

std::string plainSignificant(double value) {
  return significantText(value, "");
}

/// A column of a measure that some rows may lack, as a cell or nothing.
std::string orNothing(std::string text) {
  return text.empty() ? std::string(kNothing) : std::move(text);
}

std::string cosineText(double cosine) {
  return std::isfinite(cosine) ? fixedText(cosine, 6) : std::string(kNothing);
}

std::string shapeText(const std::vector<std::int64_t>& shape) {
  return fmt::format("{}", fmt::join(shape, "×"));
}

const char* metricText(PairedResult::Metric metric) {
  switch (metric) {
    case PairedResult::Metric::top1:
      return "top-1, points";
    case PairedResult::Metric::agreement:
      return "agreement, points";
    case PairedResult::Metric::loss:
      break;
  }
  return "loss, nats a token";
}

/// Removes columns in which no row has anything.
void dropEmptyColumns(Table& table) {
  for (std::size_t column = table.columns.size(); column-- > 0;) {
    if (!std::all_of(table.rows.begin(), table.rows.end(), [&](const auto& row) { return row[column] == kNothing; }))
      continue;
    table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(column));
    for (auto& row : table.rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(column));
  }
}

}  // namespace

Table accuracyTable(const Comparison& comparison) {
  std::vector<ColumnSource> sources;
  const auto add = [&](const char* title, const Cell& cell, bool ofOriginal = true) {
    sources.push_back({title, true, [&comparison, cell, ofOriginal](const Scorecard& card) {
                         return ofOriginal || !isOriginal(comparison, card) ? cell(*card.accuracy) : std::string();
                       }});
  };
  add("Top-1", [](const Accuracy& accuracy) { return percentText(accuracy.top1); });
  add("95 % interval", [](const Accuracy& accuracy) { return rangeText(accuracy.low, accuracy.high); });
  add("Top-5", [](const Accuracy& accuracy) { return optionalText(accuracy.top5, percentText); });
  add("95 % interval", [](const Accuracy& accuracy) {
    return accuracy.top5 ? rangeText(accuracy.top5Low, accuracy.top5High) : std::string();
  });
  add(
      "Drop, points (95 % interval)", [](const Accuracy& accuracy) { return pointsText(accuracy.drop); }, false);
  add(
      "McNemar p", [](const Accuracy& accuracy) { return probabilityText(accuracy.pValue); }, false);
  add(
      "Flipped, samples", [](const Accuracy& accuracy) { return fmt::format("{}", accuracy.flipped); }, false);
  return variantTable(
      comparison, [](const Scorecard& card) { return card.accuracy.has_value(); }, std::move(sources));
}

Table pairsTable(const Comparison& comparison, const std::vector<PairedResult>& pairs) {
  Table table;
  table.columns = {
      {"First", false},     {"Second", false},     {"Of", false},       {"First − second (95 % interval)", true},
      {"Only first", true}, {"Only second", true}, {"McNemar p", true}, {"Interval", false}};
  for (const auto& pair : pairs) {
    const bool counted = pair.metric != PairedResult::Metric::loss;
    const bool better = counted ? pair.difference.value > 0.0 : pair.difference.value < 0.0;
    const char* verdict = pair.metric == PairedResult::Metric::agreement ? "nearer" : "better";
    const auto count = [counted](std::int64_t samples) {
      return counted ? fmt::format("{}", samples) : std::string(kNothing);
    };
    table.rows.push_back({shownName(comparison.variants[pair.first]), shownName(comparison.variants[pair.second]),
                          metricText(pair.metric),
                          counted ? pointsText(pair.difference) : intervalText(pair.difference, 4),
                          count(pair.onlyFirst), count(pair.onlySecond),
                          pair.pValue ? probabilityText(*pair.pValue) : std::string(kNothing),
                          pair.separates() ? std::string(better ? "first " : "second ") + verdict : "holds 0"});
  }
  dropEmptyColumns(table);
  return table;
}

std::string pairsExplained(const Comparison& comparison, const std::vector<PairedResult>& pairs) {
  if (pairs.empty()) return {};
  std::string text = "Both of a pair on the same samples.";
  const auto any = [&pairs](PairedResult::Metric metric) {
    return std::any_of(pairs.begin(), pairs.end(),
                       [metric](const PairedResult& pair) { return pair.metric == metric; });
  };
  if (any(PairedResult::Metric::top1) || any(PairedResult::Metric::agreement))
    text += " Tango's interval, and McNemar's exact test, the more cautious of the two at the border.";
  if (any(PairedResult::Metric::agreement))
    text +=
        " Agreement: of top predictions with the original's, which is nearness to it and not accuracy; it needs no "
        "labels and tells apart on fewer "
        "samples.";
  if (any(PairedResult::Metric::loss)) text += " Loss: cross entropy of the next token; lower is better.";
  if (pairs.size() > 1) {
    text += fmt::format(
        " Each of these {} intervals has its own 5 % chance to miss: expect about one in twenty to leave out 0 where "
        "there is no "
        "difference.",
        pairs.size());
  }
  const auto judged = std::count_if(comparison.variants.begin(), comparison.variants.end(), [](const Scorecard& card) {
    return card.accuracy.has_value() || card.perplexity.has_value() || !card.agrees.empty();
  });
  if (static_cast<std::size_t>(judged) > kMostPairedVariants) {
    text += fmt::format(" Of the {} variants those are paired that no smaller file equals, at most {}.", judged,
                        kMostPairedVariants);
  }
  return text;
}

Table outputsTable(const Comparison& comparison) {
  Table table;
  table.columns = {
      {"Variant", false}, {"Output", false},  {"Shape", false}, {"Same top class", true},     {"SQNR", true},
      {"Cosine", true},   {"KL, nats", true}, {"MAE", true},    {"Largest difference", true}, {"PSNR", true}};
  for (std::size_t index = 1; index < comparison.variants.size(); ++index) {
    const auto& card = comparison.variants[index];
    if (card.fidelity && card.outputs.size() > 1) {
      const auto& all = *card.fidelity;
      table.variants.push_back(index);
      table.rows.push_back({shownName(card), "all together", std::string(kNothing), std::string(kNothing),
                            decibelText(all.sqnrDb), cosineText(all.cosine), std::string(kNothing),
                            std::string(kNothing), significantText(all.maxAbsDifference, ""), std::string(kNothing)});
    }
    for (const auto& output : card.outputs) {
      table.variants.push_back(index);
      table.rows.push_back({shownName(card), printable(output.name, 48), shapeText(output.shape),
                            orNothing(optionalText(output.agreement, percentText)), decibelText(output.sqnrDb),
                            cosineText(output.cosine), orNothing(optionalText(output.kl, plainSignificant)),
                            significantText(output.meanAbsDifference, ""), significantText(output.maxAbsDifference, ""),
                            orNothing(optionalText(output.psnrDb, decibelText))});
    }
  }
  dropEmptyColumns(table);
  return table;
}

Table perplexityTable(const Comparison& comparison) {
  std::vector<ColumnSource> sources;
  const auto add = [&](const char* title, const std::function<std::string(const Perplexity&)>& cell,
                       bool ofOriginal = true) {
    sources.push_back({title, true, [&comparison, cell, ofOriginal](const Scorecard& card) {
                         return ofOriginal || !isOriginal(comparison, card) ? cell(*card.perplexity) : std::string();
                       }});
  };
  add("Perplexity (95 % interval)", [](const Perplexity& result) { return intervalText(result.perplexity, 3); });
  add("Nats a token (95 % interval)", [](const Perplexity& result) { return intervalText(result.nats, 4); });
  add(
      "Increase, nats a token (95 % interval)",
      [](const Perplexity& result) { return intervalText(result.increase, 4); }, false);
  add(
      "KL divergence, nats a token", [](const Perplexity& result) { return optionalText(result.kl, plainSignificant); },
      false);
  add(
      "99.9 % of them below", [](const Perplexity& result) { return optionalText(result.kl999, plainSignificant); },
      false);
  add(
      "Same top token", [](const Perplexity& result) { return optionalText(result.agreement, percentText); }, false);
  add("Tokens", [](const Perplexity& result) { return groupedDigits(static_cast<std::uint64_t>(result.tokens)); });
  return variantTable(
      comparison, [](const Scorecard& card) { return card.perplexity.has_value(); }, std::move(sources));
}

std::string perplexityExplained(const Comparison& comparison) {
  for (const auto& card : comparison.variants) {
    if (!card.perplexity) continue;
    return fmt::format("Of the token after each place of {}, by {}. Intervals are over sequences. {}",
                       printable(card.perplexity->ids, 48), printable(card.perplexity->logits, 48),
                       card.perplexity->synthesised ? "The ids are synthesised: no text, so the value says nothing "
                                                      "about the model, only its increase about a variant."
                                                    : "The ids are those of the data.");
  }
  return {};
}

}  // namespace bitwright
