// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <vector>

#include "core/base/result.h"

namespace bitwright {

/// For each set of places the noise ÷ signal of the outputs where the values there are quantized together.
using NoiseMeter = std::function<Result<std::vector<double>>(const std::vector<std::set<std::size_t>>&)>;

struct PlaceNoise {
  double noise = 0.0;
  bool alone = true;  ///< measured by itself; else its share of what it was measured with
};

/// The noise that each of `places` places makes, in at most `mostSets` measurements (16 or more) of a set: each by
/// itself where there are no more of them. Of more, neighbours are measured together, and what makes most noise is
/// halved again and again (adaptive bisection); what is told apart no further shares its noise evenly. Fails as
/// `meter`.
[[nodiscard]] Result<std::vector<PlaceNoise>> noiseOfPlaces(std::size_t places, std::size_t mostSets,
                                                            const NoiseMeter& meter);

}  // namespace bitwright
