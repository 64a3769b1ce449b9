// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/stats/activation_histogram.h"

namespace bitwright {

/// Values of a histogram that lie somewhere in [begin, end].
struct BinMass {
  double begin = 0.0;
  double end = 0.0;
  std::int64_t count = 0;

  [[nodiscard]] double centre() const { return 0.5 * (begin + end); }
};

/// The bins that hold something, rising, none of them beyond the least and the greatest value. Zeros, which every
/// quantizer keeps exactly, stand apart from the small values around them, in an entry of no width.
[[nodiscard]] std::vector<BinMass> binMasses(const ActivationHistogram& histogram);
/// The same of |x|.
[[nodiscard]] std::vector<BinMass> magnitudeMasses(const ActivationHistogram& histogram);

}  // namespace bitwright
