// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recipe/modifiers/modifier.h"

namespace bitwright {

/// `bias_correction`: what compression moved the mean of a layer's channels by is taken off its bias
/// (core/compress/bias_correction.h).
[[nodiscard]] const Modifier& biasCorrectionModifier();

}  // namespace bitwright
