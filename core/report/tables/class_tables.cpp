// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/tables/class_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/report/text/number_text.h"

namespace bitwright {

namespace {

constexpr std::size_t kMostConfusedRows = 25;

double share(const ClassOutcome& count) {
  return static_cast<double>(count.right) / static_cast<double>(std::max<std::int64_t>(1, count.samples));
}

std::string count(std::int64_t value) {
  return fmt::format("{}", value);
}

bool hasNames(const std::vector<ClassCount>& names) {
  return std::any_of(names.begin(), names.end(), [](const ClassCount& each) { return !each.name.empty(); });
}

std::string shownClass(std::int64_t label, const std::vector<ClassCount>& names) {
  constexpr std::size_t kLongest = 24;
  if (label < 0) return "none";
  const auto found =
      std::find_if(names.begin(), names.end(), [label](const ClassCount& each) { return each.label == label; });
  return found == names.end() || found->name.empty() ? count(label) : printable(found->name, kLongest);
}

std::int64_t samplesOf(const ClassResults& results, std::int64_t label, std::int64_t predicted) {
  for (const auto& cell : results.cells) {
    if (cell.label == label && cell.predicted == predicted) return cell.samples;
  }
  return 0;
}

}  // namespace

Table classTable(const Scorecard& original, const Scorecard& card, const std::vector<ClassCount>& names) {
  Table table;
  table.columns = {
      {"Class", !hasNames(names)}, {"Samples", true}, {"Original", true}, {"This", true}, {"Difference, points", true}};
  if (!original.classes || !card.classes) return table;
  auto before = classOutcomes(*original.classes);
  const auto after = classOutcomes(*card.classes);
  if (before.size() != after.size()) return table;
  std::vector<std::size_t> order(before.size());
  for (std::size_t at = 0; at < order.size(); ++at) order[at] = at;
  if (order.size() > kMostClassRows) {
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return std::abs(share(after[a]) - share(before[a])) > std::abs(share(after[b]) - share(before[b]));
    });
    order.resize(kMostClassRows);
  }
  for (const auto at : order) {
    table.rows.push_back({shownClass(before[at].label, names), count(before[at].samples),
                          percentText(share(before[at])), percentText(share(after[at])),
                          fixedText(100.0 * (share(after[at]) - share(before[at])), 2)});
  }
  return table;
}

Table confusionTable(const ClassResults& results, const std::vector<ClassCount>& names) {
  Table table;
  table.columns.push_back({"Class ↓ taken for →", !hasNames(names)});
  bool undecided = false;
  for (const auto& cell : results.cells) undecided = undecided || cell.predicted < 0;
  std::vector<std::int64_t> predictions;
  for (std::int64_t predicted = 0; predicted < results.classes; ++predicted) predictions.push_back(predicted);
  if (undecided) predictions.push_back(-1);
  for (const auto predicted : predictions) table.columns.push_back({shownClass(predicted, names), true});
  for (const auto& row : classOutcomes(results)) {
    std::vector<std::string> cells{shownClass(row.label, names)};
    std::vector<double> heat{0.0};
    for (const auto predicted : predictions) {
      const auto samples = samplesOf(results, row.label, predicted);
      cells.push_back(count(samples));
      heat.push_back(static_cast<double>(samples) / static_cast<double>(row.samples));
    }
    table.rows.push_back(std::move(cells));
    table.heat.push_back(std::move(heat));
  }
  return table;
}

Table confusedTable(const Scorecard& original, const Scorecard& card, const std::vector<ClassCount>& names) {
  Table table;
  table.columns = {{"Class", !hasNames(names)},
                   {"Taken for", !hasNames(names)},
                   {"Samples, original", true},
                   {"Samples, this", true}};
  if (!original.classes || !card.classes) return table;
  for (const auto& cell : mostConfused(*card.classes, kMostConfusedRows)) {
    table.rows.push_back({shownClass(cell.label, names), shownClass(cell.predicted, names),
                          count(samplesOf(*original.classes, cell.label, cell.predicted)), count(cell.samples)});
  }
  return table;
}

}  // namespace bitwright
