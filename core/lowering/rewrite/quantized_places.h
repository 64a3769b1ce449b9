// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/compress/compressed_model.h"
#include "core/graph/main_graph.h"
#include "core/lowering/plan/integer_plan.h"
#include "core/lowering/rewrite/dynamic_form.h"

namespace bitwright {

/// Where a plan quantizes a value, and so adds noise to it. What only moves integers adds none.
struct QuantizedPlace {
  std::string value;
  std::optional<QuantizedValue> levels;  ///< none: found anew at each inference
  std::vector<int> readers;              ///< the nodes that read it so; empty: it is made so, and all do
  std::vector<int> nodes;  ///< where all of these compute in floats, the value is not quantized; not empty
};

/// In the order in which nodes compute. Nodes are named by their index in the main graph of the compressed model's
/// source.
[[nodiscard]] std::vector<QuantizedPlace> quantizedPlaces(const IntegerPlan& plan, const CompressedModel& compressed,
                                                          const MainGraph& graph);
[[nodiscard]] std::vector<QuantizedPlace> quantizedPlaces(const DynamicPlan& plan, const CompressedModel& compressed,
                                                          const MainGraph& graph);

}  // namespace bitwright
