// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/paired.h"

#include <algorithm>

#include "core/evaluation/comparison.h"
#include "core/evaluation/statistics.h"

namespace bitwright {

namespace {

/// Higher is better; empty where it was not measured.
std::optional<double> merit(const Scorecard& card, PairedResult::Metric metric) {
  if (metric == PairedResult::Metric::top1) return card.right.empty() || !card.accuracy ? std::nullopt : std::optional(card.accuracy->top1);
  return card.losses && card.perplexity ? std::optional(-card.perplexity->nats.value) : std::nullopt;
}

/// The variants whose pairs are looked at, rising.
std::vector<std::size_t> chosen(std::span<const Scorecard> variants, PairedResult::Metric metric) {
  std::vector<std::size_t> measured;
  for (std::size_t index = 0; index < variants.size(); ++index) {
    if (merit(variants[index], metric)) measured.push_back(index);
  }
  if (measured.size() <= kMostPairedVariants) return measured;
  auto bySize = measured;
  std::stable_sort(bySize.begin(), bySize.end(), [&](std::size_t a, std::size_t b) {
    const auto& first = variants[a];
    const auto& second = variants[b];
    if (first.size.fileBytes != second.size.fileBytes) return first.size.fileBytes < second.size.fileBytes;
    return *merit(first, metric) > *merit(second, metric);
  });
  std::vector<std::size_t> front;
  for (const auto index : bySize) {
    if (index != measured.front() && (front.empty() || *merit(variants[index], metric) > *merit(variants[front.back()], metric))) {
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
  result.metric = PairedResult::Metric::loss;
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
  auto metric = PairedResult::Metric::top1;
  auto indices = chosen(variants, metric);
  if (indices.empty()) {
    metric = PairedResult::Metric::loss;
    indices = chosen(variants, metric);
  }
  std::vector<PairedResult> results;
  for (std::size_t a = 0; a < indices.size(); ++a) {
    for (std::size_t b = a + 1; b < indices.size(); ++b) {
      const auto& first = variants[indices[a]];
      const auto& second = variants[indices[b]];
      auto result = metric == PairedResult::Metric::top1 ? compareOutcomes(first.right, second.right) : compareLosses(*first.losses, *second.losses);
      result.first = indices[a];
      result.second = indices[b];
      results.push_back(result);
    }
  }
  return results;
}

}  // namespace bitwright
