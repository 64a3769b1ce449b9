// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/data/dataset.h"

namespace bitwright {

/// Samples of the first file and, where there is a second, labels of that; plain or gzipped. ErrorKind::input where
/// they are not such files, or were named in the other order; ErrorKind::io where they cannot be read.
[[nodiscard]] Result<Dataset> readIdxData(const std::vector<std::filesystem::path>& files, const Job& job);

}  // namespace bitwright
