// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/calibration/range_table.h"
#include "core/compress/compress.h"
#include "core/runtime/worker_client.h"

namespace bitwright {

/// Whether the recipe asks anywhere for what is fitted to calibration data, `gptq` or `bias_correction`: then it needs them.
[[nodiscard]] bool needsCalibration(const Recipe& recipe);

/// What of a compressed model follows from calibration data: codes by GPTQ (gptq_fit.h), and behind that biases (bias_correction.h), where layers ask for it.
/// Does nothing where none does. Fails with ErrorKind::usage where no data are named, and as the worker does.
[[nodiscard]] Result<void> applyCalibration(CompressedModel& compressed, const DataRequest& data, const Job& job);

/// The ranges of values between layers as a recipe wants them chosen, observed on the model as it was (calibrateModel).
[[nodiscard]] Result<std::shared_ptr<const RangeTable>> observedRanges(const std::shared_ptr<const Model>& model, const ActivationPlan& plan,
                                                                       const DataRequest& data, const std::filesystem::path& cache, const Job& job);

}  // namespace bitwright
