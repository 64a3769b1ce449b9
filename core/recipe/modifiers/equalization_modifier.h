// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recipe/modifiers/modifier.h"

namespace bitwright {

/// `equalization`: channels between two layers that both have it are scaled until both use their range alike
/// (core/compress/equalization.h).
[[nodiscard]] const Modifier& equalizationModifier();

}  // namespace bitwright
