// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/tables/shape_table.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/report/text/number_text.h"
#include "core/runtime/values/input_shape.h"

namespace bitwright {

std::vector<std::vector<InputShape>> shapesOf(const Comparison& comparison) {
  std::vector<std::vector<InputShape>> all;
  const auto add = [&all](const std::vector<InputShape>& shapes) {
    if (!shapes.empty() && std::find(all.begin(), all.end(), shapes) == all.end()) all.push_back(shapes);
  };
  for (const auto& card : comparison.variants) {
    if (card.speed) {
      for (const auto& size : card.speed->sizes) add(size.shapes);
    }
    for (const auto& each : card.shapeMemory) add(each.shapes);
  }
  return all;
}

ShapeFigures figuresAt(const Scorecard& card, const std::vector<InputShape>& shapes) {
  ShapeFigures figures;
  if (card.speed) {
    for (const auto& size : card.speed->sizes) {
      if (size.shapes == shapes) figures.speed = &size;
    }
  }
  for (const auto& each : card.shapeMemory) {
    if (each.shapes == shapes) figures.memory = &each.memory;
  }
  return figures;
}

Table shapeTable(const Comparison& comparison, std::string_view thousands) {
  Table table;
  table.columns = {{"Inputs", false},        {"Variant", false}, {"Median, ms", true},
                   {"Speed-up", false},      {"Load, ms", true}, {"Peak while loading, bytes", true},
                   {"Resident, bytes", true}};
  for (const auto& shapes : shapesOf(comparison)) {
    for (const auto& card : comparison.variants) {
      const auto [speed, memory] = figuresAt(card, shapes);
      if (speed == nullptr && memory == nullptr) continue;
      const std::string none(kNothing);
      table.rows.push_back({printable(shapesText(shapes), 96), shownName(card),
                            speed != nullptr ? significantText(speed->medianMs, "") : none,
                            speed != nullptr ? speedText(speed->speedup, speed->verdict) : none,
                            speed != nullptr ? significantText(speed->loadMs, "") : none,
                            memory != nullptr ? groupedDigits(memory->loadPeakBytes, thousands) : none,
                            memory != nullptr ? groupedDigits(memory->residentBytes, thousands) : none});
    }
  }
  return table;
}

}  // namespace bitwright
