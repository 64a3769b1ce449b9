// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/results/paired.h"

#include <algorithm>

#include "core/evaluation/results/scorecard.h"
#include "core/stats/estimates.h"

namespace bitwright {

namespace {

/// What variants are chosen by: higher is better; empty where it was not measured.
std::optional<double> merit(const Scorecard& card) {
  if (card.accuracy && !card.right.empty()) return card.accuracy->top1;
  if (card.losses && card.perplexity) return -card.perplexity->nats.value;
  return card.fidelity && !card.agrees.empty() ? card.fidelity->agreement : std::nullopt;
}

/// The variants whose pairs are looked at, rising.
std::vector<std::size_t> chosen(std::span<const Scorecard> variants) {
  std::vector<std::size_t> measured;
  for (std::size_t index = 0; index < variants.size(); ++index) {
    if (merit(variants[index])) measured.push_back(index);
  }
  if (measured.size() <= kMostPairedVariants) return measured;
  auto bySize = measured;
  std::stable_sort(bySize.begin(), bySize.end(), [&](std::size_t a, std::size_t b) {
    const auto& first = variants[a];
    const auto& second = variants[b];
    if (first.size.fileBytes != second.size.fileBytes) return first.size.fileBytes < second.size.fileBytes;
    return *merit(first) > *merit(second);
  });
  std::vector<std::size_t> front;
  for (const auto index : bySize) {
    if (index != measured.front() && (front.empty() || *merit(variants[index]) > *merit(variants[front.back()]))) {
      front.push_back(index);
    }
  }
  const auto most = std::min(front.size(), kMostPairedVariants - 1);
  front.erase(front.begin(), front.end() - static_cast<std::ptrdiff_t>(most));  // merit rises along the front
  front.push_back(measured.front());
  std::sort(front.begin(), front.end());
  return front;
}

PairedResult compareLosses(const SequenceLosses& first, const SequenceLosses& second) {
  PairedResult result;
  result.difference = lossDifference(first, second);
  result.samples = static_cast<std::int64_t>(std::min(first.nats.size(), second.nats.size()));
  return result;
}

}  // namespace

PairedResult compareOutcomes(const std::vector<bool>& first, const std::vector<bool>& second) {
  PairedResult result;
  const auto samples = std::min(first.size(), second.size());
  for (std::size_t sample = 0; sample < samples; ++sample) {
    result.onlyFirst += first[sample] && !second[sample] ? 1 : 0;
    result.onlySecond += !first[sample] && second[sample] ? 1 : 0;
  }
  result.samples = static_cast<std::int64_t>(samples);
  result.difference = pairedDifference(result.onlyFirst, result.onlySecond, result.samples);
  result.pValue = mcNemarExact(result.onlyFirst, result.onlySecond);
  return result;
}

std::vector<PairedResult> pairedResults(std::span<const Scorecard> variants) {
  const auto indices = chosen(variants);
  std::vector<PairedResult> results;
  for (std::size_t a = 0; a < indices.size(); ++a) {
    for (std::size_t b = a + 1; b < indices.size(); ++b) {
      const auto& first = variants[indices[a]];
      const auto& second = variants[indices[b]];
      const auto add = [&](PairedResult::Metric metric, PairedResult result) {
        result.metric = metric;
        result.first = indices[a];
        result.second = indices[b];
        results.push_back(result);
      };
      if (!first.right.empty() && !second.right.empty())
        add(PairedResult::Metric::top1, compareOutcomes(first.right, second.right));
      if (indices[a] > 0 && !first.agrees.empty() && !second.agrees.empty())
        add(PairedResult::Metric::agreement, compareOutcomes(first.agrees, second.agrees));
      if (first.losses && second.losses) add(PairedResult::Metric::loss, compareLosses(*first.losses, *second.losses));
    }
  }
  return results;
}

}  // namespace bitwright
