// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"

namespace bitwright {

/// The same where layers behind a Mul that smoothing added (smoothing.h) all compute in floats: there nothing is gained
/// by it, and 8-bit weights hold scaled channels worse. Their weights are encoded anew as they are, and the Mul
/// multiplies by ones. Layers that GPTQ fitted stay. Fails as encoding does.
[[nodiscard]] Result<CompressedModel> withoutIdleSmoothing(const CompressedModel& compressed,
                                                           const std::function<bool(int node)>& computesInFloats,
                                                           const Job& job);

}  // namespace bitwright
