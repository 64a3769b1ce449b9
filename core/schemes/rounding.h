// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/schemes/scheme.h"

namespace bitwright {

/// `rounding=nearest|sums`: each weight takes the nearest level, or, where WeightView::positiveRows says that a layer
/// reads values above zero, some take the one on their other side so that errors add up to nothing (keepSums()).
[[nodiscard]] Parameter roundingParameter();

/// Does what `values` say of it to a tensor that was encoded to nearest levels.
void roundAs(EncodedTensor& tensor, const WeightView& weights, const ParameterValues& values, const Job& job);

}  // namespace bitwright
