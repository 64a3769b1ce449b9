// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/export/verify/verification.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// `verify OUT --against MODEL`: decodes every weight of `exported` with Bitwright's interpreter and with ONNX Runtime
/// and compares; weights that were not edited must equal the original's bytes; runs `exported` against its decoded twin
/// and against `original`.
[[nodiscard]] Result<Verification> verifyAgainst(const std::filesystem::path& exported,
                                                 const std::filesystem::path& original, const DataRequest& data,
                                                 const Job& job);

}  // namespace bitwright
