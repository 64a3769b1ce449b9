// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/encoding/encoded_tensor.h"
#include "core/model/weight_tensor.h"
#include "core/recipe/spec.h"

namespace bitwright {

/// What `+gptq+bias_correction` takes off the error of the outputs of layers stored in few bits: −10 · log10 (squared
/// error with ÷ without), the mean over this many nets at 3 and 4 bits (tests/benchmarks/results/default_choice.md).
inline constexpr double kGainByDataDb = 4.28;
inline constexpr int kGainByDataNets = 10;

/// Whether that is to be had of a layer: its codes have at most 4 bits and choose between levels, GPTQ knows its
/// operator, and `spec` does not ask for it yet.
[[nodiscard]] bool gainsByData(const WeightTensor& tensor, const SchemeSpec& spec, const EncodedTensor& encoded);

/// `spec` with both behind it.
[[nodiscard]] SchemeSpec withDataBehind(SchemeSpec spec);

}  // namespace bitwright
