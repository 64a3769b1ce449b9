// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/model.h"

namespace bitwright {

/// A model that can be run on the data of the original: where inputs or outputs that are float32 there are float16, or
/// integers with their scale and zero point noted, a copy in `folder` whose ends are float32 again; else `model`
/// itself.
[[nodiscard]] Result<std::shared_ptr<const Model>> withFloatIo(const std::shared_ptr<const Model>& model,
                                                               const Model& original,
                                                               const std::filesystem::path& folder, const Job& job);

}  // namespace bitwright
