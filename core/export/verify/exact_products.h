// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/model.h"

namespace bitwright {

/// Whether a MatMulNBits of the main graph may round what it multiplies (accuracy_level above 0).
[[nodiscard]] bool mayRoundProducts(const Model& model);

/// What it means, as a file in `folder`: the same model with all of them exact. How far the rounding takes outputs is
/// judged as what a runtime makes of the file.
[[nodiscard]] Result<std::filesystem::path> withExactProducts(const std::shared_ptr<const Model>& model,
                                                              const std::filesystem::path& folder, const Job& job);

}  // namespace bitwright
