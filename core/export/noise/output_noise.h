// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/lowering/rewrite/quantized_places.h"
#include "core/runtime/values/data_request.h"

namespace bitwright {

/// Samples that tell what a place does.
inline constexpr std::int64_t kNoiseSamples = 8;

/// For each place, the noise ÷ signal of the model's outputs (Σ difference² ÷ Σ reference², over all of them) where the
/// value there alone is quantized, against the same model with decoded weights and float activations; 0 where nothing
/// changes. Noises of different places add up as long as they are small. Runs the model once a place on the first
/// samples of `data`, in one session. Empty where the outputs depend on no place. Fails as the worker does.
[[nodiscard]] Result<std::vector<double>> measureOutputNoise(const CompressedModel& compressed,
                                                             std::span<const QuantizedPlace> places,
                                                             const DataRequest& data, const Job& job);

}  // namespace bitwright
