// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/runtime/observations.h"

namespace bitwright {

/// Observations as bytes: the same ones give the same bytes, and reading them back gives the same observations.
[[nodiscard]] std::string observationsToBytes(const Observations& observations);
/// Fails where they are cut off, changed or of another version.
[[nodiscard]] Result<Observations> observationsFromBytes(std::string_view bytes);

}  // namespace bitwright
