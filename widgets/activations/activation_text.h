// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/recipe/recipe.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// What ranges are observed on: "the sample’s training images, at most 512".
[[nodiscard]] QString calibrationText(const DataRequest& data);

/// The sentence a comparison warns with where this recipe lets 8-bit weights meet 8-bit activations and the processor
/// adds their products in 16 bits.
[[nodiscard]] std::optional<Message> saturationOf(const Recipe& recipe, const ResolvedRecipe& resolved,
                                                  const std::vector<std::string>& cpuFeatures);

}  // namespace bitwright
