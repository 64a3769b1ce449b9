// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recipe/modifier.h"

namespace bitwright {

/// `gptq`: codes are chosen again on calibration data, each weight making up for the errors of those before it
/// (core/numerics/gptq.h).
[[nodiscard]] const Modifier& gptqModifier();

}  // namespace bitwright
