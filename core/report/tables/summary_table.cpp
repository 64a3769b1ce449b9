// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/tables/summary_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "core/evaluation/size/archive_size.h"
#include "core/report/tables/class_balance.h"
#include "core/report/text/number_text.h"

namespace bitwright {

namespace {

bool hasAccuracy(const Comparison& comparison) {
  return std::any_of(comparison.variants.begin(), comparison.variants.end(),
                     [](const Scorecard& card) { return card.accuracy.has_value(); });
}

bool hasPerplexity(const Comparison& comparison) {
  return std::any_of(comparison.variants.begin(), comparison.variants.end(),
                     [](const Scorecard& card) { return card.perplexity.has_value(); });
}

/// Whether anything runs in integers: where weights alone are smaller, nothing does, and nobody needs a column of
/// zeros.
bool hasIntegers(const Comparison& comparison) {
  return std::any_of(comparison.variants.begin(), comparison.variants.end(),
                     [](const Scorecard& card) { return card.integerShare.value_or(0.0) > 0.0; });
}

/// The level beside the number where it is not the one that small files are packed at.
std::string archiveText(const SizeResult& size, const std::string& separator) {
  if (size.archiveBytes == 0) return {};
  auto text = groupedDigits(size.archiveBytes, separator);
  if (size.archiveLevel < archiveLevel(0)) text += fmt::format(" (-{})", size.archiveLevel);
  return text;
}

/// Exported here, and computing as the original does: neither in integers nor in float16, for which its outputs are
/// judged less strictly.
bool holdsSmallerWeightsOnly(const Scorecard& card) {
  if (!card.size.ledger || card.integerShare.value_or(0.0) > 0.0) return false;
  return !card.verification ||
         (!card.verification->quantizedActivations && card.verification->tolerance <= Verification{}.tolerance);
}

}  // namespace

Table summaryTable(const Comparison& comparison, std::string_view thousands) {
  const std::string separator(thousands);
  std::vector<ColumnSource> sources;
  sources.push_back({"File, bytes", true, [=](const Scorecard& card) {
                       return card.size.fileBytes == 0 ? std::string() : groupedDigits(card.size.fileBytes, separator);
                     }});
  sources.push_back({"Ratio", true, [](const Scorecard& card) {
                       return card.size.fileBytes == 0 ? std::string() : timesText(card.size.ratio);
                     }});
  sources.push_back({"Archive, bytes", true, [=](const Scorecard& card) { return archiveText(card.size, separator); }});
  sources.push_back(
      {"Speed-up", false, [](const Scorecard& card) { return card.speed ? speedText(*card.speed) : std::string(); }});
  if (hasIntegers(comparison)) {
    sources.push_back({"Integer share", true, [](const Scorecard& card) {
                         return card.integerShare ? percentText(*card.integerShare) : std::string();
                       }});
  }
  sources.push_back({"Top-1", true, [](const Scorecard& card) {
                       return card.accuracy ? percentText(card.accuracy->top1) : std::string();
                     }});
  sources.push_back({"Drop, points", true, [&comparison](const Scorecard& card) {
                       return card.accuracy && !isOriginal(comparison, card) ? pointsText(card.accuracy->drop)
                                                                             : std::string();
                     }});
  if (hasPerplexity(comparison)) {
    sources.push_back({"Perplexity", true, [](const Scorecard& card) {
                         return card.perplexity ? significantText(card.perplexity->perplexity.value, "")
                                                : std::string();
                       }});
    sources.push_back({"Increase, nats a token", true, [&comparison](const Scorecard& card) {
                         return card.perplexity && !isOriginal(comparison, card)
                                    ? intervalText(card.perplexity->increase, 4)
                                    : std::string();
                       }});
  } else if (!hasAccuracy(comparison)) {
    sources.push_back({"Same top class", true, [&comparison](const Scorecard& card) {
                         return card.fidelity && card.fidelity->agreement && !isOriginal(comparison, card)
                                    ? percentText(*card.fidelity->agreement)
                                    : std::string();
                       }});
    sources.push_back({"SQNR", true, [&comparison](const Scorecard& card) {
                         return card.fidelity && !isOriginal(comparison, card) ? decibelText(card.fidelity->sqnrDb)
                                                                               : std::string();
                       }});
  }
  sources.push_back({"Verified", false,
                     [](const Scorecard& card) { return card.verification ? verifiedText(card) : std::string(); }});
  return variantTable(comparison, std::move(sources));
}

std::vector<std::string> explanations(const Comparison& comparison) {
  std::vector<std::string> lines;
  if (comparison.samples > 0) {
    const auto samples = groupedDigits(static_cast<std::uint64_t>(comparison.samples)) +
                         (comparison.samples == 1 ? " sample" : " samples");
    lines.push_back("Inputs: " + (comparison.synthesised
                                      ? samples + ", synthesised."
                                      : samples + " of " + printable(comparison.dataName, 120) + '.'));
  }
  if (auto balance = classBalanceText(comparison.classes); !balance.empty()) lines.push_back(std::move(balance));
  std::string columns = "Ratio: original ÷ file. Archive: zstd level 19, or the one beside it.";
  const auto any = [&](auto member) {
    return std::any_of(comparison.variants.begin(), comparison.variants.end(),
                       [&](const Scorecard& card) { return (card.*member).has_value(); });
  };
  if (any(&Scorecard::speed)) {
    columns += fmt::format(" Speed-up: original time ÷ this time, {} thread{}, with its 95 % interval.",
                           comparison.provenance.threads, comparison.provenance.threads == 1 ? "" : "s");
  }
  if (hasIntegers(comparison))
    columns += " Integer share: of the multiply-accumulates, those that ONNX Runtime runs in integer kernels.";
  if (any(&Scorecard::perplexity))
    columns += " Increase: cross entropy above the original's on the same sequences, with its 95 % interval.";
  if (any(&Scorecard::accuracy))
    columns += " Drop: percentage points below the original on the same samples, with its 95 % interval.";
  lines.push_back(std::move(columns));
  if (const auto* original = comparison.variants.empty() ? nullptr : &comparison.variants.front();
      original != nullptr && original->speed && !original->speed->machine.noEnergy.empty()) {
    lines.push_back("Energy was not measured: " + original->speed->machine.noEnergy.text() + '.');
  }
  const auto& variants = comparison.variants;
  const auto exported = std::count_if(variants.begin(), variants.end(),
                                      [](const Scorecard& card) { return card.size.ledger.has_value(); });
  const auto smallerOnly = std::count_if(variants.begin(), variants.end(), holdsSmallerWeightsOnly);
  if (smallerOnly > 0) {
    lines.emplace_back(
        std::string(smallerOnly == exported ? "Exported variants"
                                            : "Exported variants that leave activations as they are") +
        " hold smaller weights only: they are decoded while the model loads, which takes longer and peaks higher; "
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
  return fmt::format(
      "The smallest variant for which these {} samples show no loss of accuracy is {}: {} smaller, drop {} points.",
      groupedDigits(static_cast<std::uint64_t>(best->accuracy->samples)), shownName(*best), timesText(best->size.ratio),
      pointsText(best->accuracy->drop));
}

}  // namespace bitwright
