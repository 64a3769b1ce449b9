// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/recipe/modifier.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// `bias_correction`: empirical bias correction (Nagel et al. 2019, Data-Free Quantization Through Weight Equalization
/// and Bias Correction, section 4.2 and appendix D): from the first layer to the last, what the mean of each channel of
/// a layer's result has moved by on the calibration data, all earlier layers being corrected, is taken off its bias.
/// Runs original and decoded weights side by side in the worker; the same result on any number of threads. Sets
/// `replacement` of the biases, and warns of layers that have none.
[[nodiscard]] const Modifier& biasCorrectionModifier();

/// What it does, for many recipes of one model: `floats` are its floatValues() (core/runtime/observe.h), which need
/// not be asked for each time. Does nothing where no layer asks for it. Fails as the worker does.
[[nodiscard]] Result<void> correctBiasesAt(CompressedModel& compressed, const DataRequest& data,
                                           std::span<const std::string> floats, const Job& job);

}  // namespace bitwright
