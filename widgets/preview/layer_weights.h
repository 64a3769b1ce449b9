// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/stats/moments.h"

namespace bitwright {

/// A layer's weights, read once, and what does not depend on the scheme. Shared by all that look at the layer.
struct LayerWeights {
  std::size_t tensor = 0;
  std::vector<float> values;
  Moments moments;
};

}  // namespace bitwright
