// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/data/class_count.h"
#include "core/report/tables/table.h"

namespace bitwright {

/// Up to so many classes a confusion matrix is shown whole.
inline constexpr std::int64_t kMostMatrixClasses = 20;
/// Of more classes a class table holds those whose accuracy changed most.
inline constexpr std::size_t kMostClassRows = 100;

// `names`: of classes; one that has none there is shown by its number.

/// A row a class: samples, top-1 of original and variant, difference.
[[nodiscard]] Table classTable(const Scorecard& original, const Scorecard& card, const std::vector<ClassCount>& names);
/// Rows: what the data say; columns: what the variant says; shaded by the share of the row.
[[nodiscard]] Table confusionTable(const ClassResults& results, const std::vector<ClassCount>& names);
/// For more classes: those taken for each other most often, with how often the original does it.
[[nodiscard]] Table confusedTable(const Scorecard& original, const Scorecard& card,
                                  const std::vector<ClassCount>& names);

}  // namespace bitwright
