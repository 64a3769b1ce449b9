// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/model/model.h"

namespace bitwright {

/// The inputs that whoever runs the model must give: up to IR version 3 every initializer is listed as an input too,
/// and later ones may be, as a default.
[[nodiscard]] std::vector<ValueInfo> requiredInputs(const Model& model);

}  // namespace bitwright
