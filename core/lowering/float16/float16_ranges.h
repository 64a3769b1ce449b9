// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>

#include "core/base/message.h"
#include "core/calibration/range_table.h"
#include "core/graph/main_graph.h"

namespace bitwright {

/// Values of the main graph that float16 cannot hold, and why: those that reach beyond half its largest value, 65504,
/// those that reach no farther than its smallest normal one, 2⁻¹⁴, and those on the way to a logarithm, a reciprocal or
/// a divisor that come nearer to 0 than 2⁻¹⁰, back to the layer that makes them: float16 would make 0 of what is below
/// 2⁻²⁴, and infinity of that. `ranges`: what was observed; null: only logarithms are known to ask for it.
[[nodiscard]] std::unordered_map<std::string, Message> valuesForFloat32(const MainGraph& graph,
                                                                        const RangeTable* ranges);

}  // namespace bitwright
