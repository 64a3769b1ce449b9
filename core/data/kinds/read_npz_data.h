// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/data/dataset.h"

namespace bitwright {

/// Arrays named like the model's inputs, labels under "labels". What cannot be read is left out with a note;
/// ErrorKind::input where nothing is left.
[[nodiscard]] Result<Dataset> readNpzData(const std::filesystem::path& file, const Job& job);

}  // namespace bitwright
