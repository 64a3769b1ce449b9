// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/schemes/scheme.h"

namespace bitwright {

/// Weights as bit patterns of `pattern`: float16, bfloat16 (to nearest, ties to even) or float32. NaN and infinite
/// weights stay what they are; a finite one that would become infinite is refused with ErrorKind::input and the count.
[[nodiscard]] Result<EncodedTensor> castToPatterns(const WeightView& weights, DataType pattern, const Job& job);
[[nodiscard]] Result<std::vector<EncodedTensor>> castToPatterns(std::span<const WeightView> group, DataType pattern,
                                                                const Job& job);

}  // namespace bitwright
