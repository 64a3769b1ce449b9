// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/base/job.h"
#include "core/numerics/radix_sort.h"

namespace bitwright {

/// The at most `clusters` levels, rising, that make Σ weight · (value − nearest level)² least, rounded to float32; none
/// for no values. One-dimensional clusters are intervals of the sorted values, so a dynamic program over cuts finds the
/// optimum (Wang and Song 2011, Ckmeans.1d.dp; divide and conquer over the monotone arg-min, Grønlund et al. 2017). Up
/// to a thousand different values all cuts are tried; beyond, a grid of cuts, dense where the optimal point density is
/// (the cube root of the values' density, Panter and Dite 1951), gives the start, and programs over ever narrower
/// windows around each cut carry it down to single values. Values are finite. Deterministic; the sums behind it are
/// float64, double that where the error is a hundred-millionth of the variance or less.
[[nodiscard]] std::vector<float> kMeans1d(std::vector<float> values, int clusters, const Job& job);
[[nodiscard]] std::vector<float> kMeans1d(std::vector<WeightedValue> values, int clusters, const Job& job);

}  // namespace bitwright
