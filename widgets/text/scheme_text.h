// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/model/weight_tensor.h"
#include "core/recipe/recipe.h"

namespace bitwright {

/// How a layer is stored, short enough for a table: "k-means 4 · channel scale".
[[nodiscard]] QString shortSchemeText(const SchemeSpec& spec);
/// Operator and shape in one line: "Conv 3×3 · 32→64", "Gemm 64→10".
[[nodiscard]] QString operatorText(const WeightTensor& tensor);
/// The kernel or the two sizes alone: "Conv 3×3".
[[nodiscard]] QString shortOperatorText(const WeightTensor& tensor);

}  // namespace bitwright
