// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "core/report/tables/table.h"

namespace bitwright {

/// What a variant does with inputs of the sizes that were asked for; null where it was not measured.
struct ShapeFigures {
  const SizedSpeed* speed = nullptr;
  const MemoryResult* memory = nullptr;
};

/// The sizes that any variant was measured at, in the order in which they were asked for.
[[nodiscard]] std::vector<std::vector<InputShape>> shapesOf(const Comparison& comparison);
[[nodiscard]] ShapeFigures figuresAt(const Scorecard& card, const std::vector<InputShape>& shapes);

/// Time, speed-up, load and memory at each size; a row a size and variant, none where no sizes were asked for.
[[nodiscard]] Table shapeTable(const Comparison& comparison, std::string_view thousands = ",");

}  // namespace bitwright
