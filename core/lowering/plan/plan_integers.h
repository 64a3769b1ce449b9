// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/calibration/range_table.h"
#include "core/compress/compressed_model.h"
#include "core/graph/main_graph.h"
#include "core/lowering/plan/integer_plan.h"
#include "core/lowering/plan/left_nodes.h"
#include "core/lowering/plan/raised_scales.h"
#include "core/recipe/activation_choice.h"

namespace bitwright {

struct IntegerTarget {
  bool operators = false;       ///< only what form qoperator can say
  bool integerOutputs = false;  ///< outputs of the graph are wanted as integers
};

/// Plans static quantization. `standard` is what layers without an `act` part get. Values that only 8-bit kernels take
/// are quantized where they lie between integer nodes, so that regions do not break; of 16-bit ones only those that
/// weights meet. What is spread too far for one scale (value_spread.h) stays floats, and so do nodes that are `left`.
/// `raised`: layers that are left floats because a bias does not fit 32 bits are planned, with what their channels'
/// scales have to be instead noted there.
[[nodiscard]] IntegerPlan planIntegers(const CompressedModel& compressed, const MainGraph& graph,
                                       const RangeTable& ranges, const ActivationChoice& standard,
                                       const IntegerTarget& form, RaisedScales* raised = nullptr,
                                       const LeftNodes& left = {});

}  // namespace bitwright
