// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recipe/modifiers/modifier.h"

namespace bitwright {

/// `smoothquant`: channels of what a MatMul or Gemm reads are scaled down where they are large, and its weights up
/// (core/compress/smoothing.h).
[[nodiscard]] const Modifier& smoothquantModifier();

}  // namespace bitwright
