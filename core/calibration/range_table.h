// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/calibration/calibration.h"
#include "core/model/model.h"

namespace bitwright {

/// Ranges by the values' names.
using RangeTable = std::unordered_map<std::string, ActivationRange>;

/// Observes the float values of the model's main graph on `data`, but for those that only a Relu or Clip reads
/// (ObserveRequest::beforeClamps; in `cache` what was observed before), and chooses a range for each, for 8 bits with a
/// zero point. Fails with ErrorKind::input where no calibrator has this id.
[[nodiscard]] Result<std::shared_ptr<const RangeTable>> calibrateModel(
    const std::shared_ptr<const Model>& model, const DataRequest& data, const std::string& calibrator,
    const CalibratorOptions& options, const std::filesystem::path& cache, const Job& job);

}  // namespace bitwright
