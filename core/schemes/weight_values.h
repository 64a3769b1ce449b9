// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/schemes/scheme.h"

namespace bitwright {

/// Elements [begin, begin + out.size()) widened (float64: rounded) to float32, into the caller's memory.
void readWeights(const WeightView& weights, std::int64_t begin, std::span<float> out);

/// Fails with ErrorKind::input and the counts where a weight is NaN or infinite in float32; a scheme calls it before it encodes.
[[nodiscard]] Result<void> checkFinite(const WeightView& weights, const Job& job);

/// The largest finite magnitude of a floating type, float32's for those that hold more.
[[nodiscard]] float largestFinite(DataType type);
/// `value` cast to `type` and widened again.
[[nodiscard]] float roundedTo(DataType type, float value);

}  // namespace bitwright
