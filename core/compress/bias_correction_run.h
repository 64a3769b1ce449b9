// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// correctBiases() for many recipes of one model: `floats` are its floatValues() (core/runtime/observe.h), which need
/// not be asked for each time.
[[nodiscard]] Result<void> correctBiasesAt(CompressedModel& compressed, const DataRequest& data,
                                           std::span<const std::string> floats, const Job& job);

}  // namespace bitwright
