// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/base/result.h"

namespace bitwright {

/// Writes a copy of `model` that gives the same classes and takes longer: beside the network, its first input goes
/// through a matrix product of `columns` columns whose sum, made vanishingly small, is added to the first output.
/// Standard operators only, none of which an optimizer may leave out.
[[nodiscard]] Result<void> writeSlowedCopy(const std::filesystem::path& model, std::int64_t columns,
                                           const std::filesystem::path& target);

}  // namespace bitwright
