// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// Whether any layer that is encoded asks for `bias_correction`.
[[nodiscard]] bool correctsBiases(const CompressedModel& compressed);

/// Empirical bias correction (Nagel et al. 2019, Data-Free Quantization Through Weight Equalization and Bias
/// Correction, section 4.2 and appendix D): from the first layer to the last, what the mean of each channel of a
/// layer's result has moved by on the calibration data, all earlier layers being corrected, is taken off its bias. Runs
/// original and decoded weights side by side in the worker; the same result on any number of threads. Sets `changed` of
/// the biases, and warns of layers that have none. Does nothing where no layer asks for it. Fails with ErrorKind::usage
/// where no data are named, and as the worker does.
[[nodiscard]] Result<void> correctBiases(CompressedModel& compressed, const DataRequest& data, const Job& job);

}  // namespace bitwright
