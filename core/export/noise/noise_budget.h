// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <vector>

namespace bitwright {

/// A place that adds noise as long as one of its nodes computes in integers.
struct NoisePlace {
  double noise = 0.0;  ///< noise ÷ signal of the outputs
  std::vector<int> nodes;
};

/// The nodes that are to compute in floats so that what is left adds no more than `budget`: those first that take the
/// most noise along for what they cost (`costs`, by node; 0 where there is none), and none that could come back. Empty
/// where nothing has to; with `budget` 0 all nodes of places that add noise.
[[nodiscard]] std::set<int> nodesOverBudget(const std::vector<NoisePlace>& places, const std::map<int, double>& costs,
                                            double budget);

/// The noise of the places of which some node is not in `floats`.
[[nodiscard]] double noiseLeft(const std::vector<NoisePlace>& places, const std::set<int>& floats);

}  // namespace bitwright
