// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/dataset_kind.h"

namespace bitwright {

/// Reads the data of a spec, of any kind but those that the worker reads or makes up. `limit` 0: all; else the first
/// `limit` samples after a shuffle by `seed` that keeps the classes' shares where there are labels. Declared sizes are
/// checked against the file before anything is allocated.
[[nodiscard]] Result<Dataset> readData(const DataSpec& spec, SamplePart part, std::int64_t limit, std::uint64_t seed,
                                       const Job& job);

}  // namespace bitwright
