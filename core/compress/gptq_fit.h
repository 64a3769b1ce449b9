// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// GPTQ of the layers that ask for it, each by the moments of its inputs in the original; warns of layers it cannot be
/// applied to. Does nothing where none asks for it. Fails with
/// ErrorKind::usage where no data are named, and as the worker does.
[[nodiscard]] Result<void> applyGptq(CompressedModel& compressed, const DataRequest& data, const Job& job);

}  // namespace bitwright
