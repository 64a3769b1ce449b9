// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/quality/class_results.h"

#include <algorithm>
#include <map>
#include <utility>

namespace bitwright {

ClassResults measureClasses(const ClassScores& scores, std::span<const std::int64_t> labels) {
  const auto predictions = topClasses(scores);
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> counts;
  for (std::size_t sample = 0; sample < std::min(predictions.size(), labels.size()); ++sample)
    ++counts[{labels[sample], predictions[sample]}];
  ClassResults results;
  results.classes = scores.classes;
  for (const auto& [cell, samples] : counts) results.cells.push_back({cell.first, cell.second, samples});
  return results;
}

std::vector<ClassOutcome> classOutcomes(const ClassResults& results) {
  std::vector<ClassOutcome> counts;
  for (const auto& cell : results.cells) {
    if (counts.empty() || counts.back().label != cell.label) counts.push_back({cell.label, 0, 0});
    counts.back().samples += cell.samples;
    if (cell.predicted == cell.label && cell.label >= 0) counts.back().right += cell.samples;
  }
  return counts;
}

std::vector<ConfusionCell> mostConfused(const ClassResults& results, std::size_t most) {
  std::vector<ConfusionCell> cells;
  for (const auto& cell : results.cells) {
    if (cell.label != cell.predicted) cells.push_back(cell);
  }
  std::stable_sort(cells.begin(), cells.end(),
                   [](const ConfusionCell& a, const ConfusionCell& b) { return a.samples > b.samples; });
  cells.resize(std::min(most, cells.size()));
  return cells;
}

}  // namespace bitwright
