// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/base/result.h"

namespace bitwright {

/// The worker's executable: BITWRIGHT_WORKER, beside this executable, or ../libexec/bitwright.
[[nodiscard]] Result<std::filesystem::path> findWorker();

}  // namespace bitwright
