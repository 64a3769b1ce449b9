// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/encoding/weight_view.h"
#include "core/model/weight_tensor.h"
#include "core/recipe/recipe.h"

namespace bitwright {

/// What `plan.scheme` encodes the tensor by: the plan's values; but the directions of an LSTM that computes in
/// integers, [directions, 4 · hidden, …] or that turned (https://onnx.ai/onnx/operators/onnx__LSTM.html), share no
/// scale where their rows would lose a bit or more to it, as the mean over rows. ONNX Runtime's kernel takes one for
/// each row of each.
[[nodiscard]] ParameterValues encodingValues(const LayerPlan& plan, const WeightTensor& tensor, const WeightView& view);

}  // namespace bitwright
