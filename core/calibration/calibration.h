// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/calibration/calibrator.h"

namespace bitwright {

/// `observe`, with its results kept in a folder: `cache` holds a file for each model, data, preprocessing, limit, seed,
/// list of tensors, engine and processor, named by the SHA-256 of them all. What is there is given back as it was,
/// without running the model; a file that is cut off, changed or of another version is as if it were not there, and is
/// replaced. Empty `cache`: nothing is kept. The folder is made where there is none.
[[nodiscard]] Result<Observations> observeActivations(const ObserveRequest& request, const std::filesystem::path& cache,
                                                      const Job& job);
[[nodiscard]] Result<Observations> observeActivations(std::shared_ptr<const Model> model, const DataRequest& data,
                                                      std::vector<std::string> tensors,
                                                      const std::filesystem::path& cache, const Job& job);

/// Ranges of what was observed.
struct Calibration {
  std::vector<ActivationRange> ranges;  ///< in the order of the observed tensors
  std::string calibrator;               ///< its id
  std::int64_t samples = 0;
  std::vector<Message> leftOut;  ///< tensors without a range, and why
  Observations observations;

  [[nodiscard]] const ActivationRange* find(const std::string& tensor) const;
};

/// Told of each range as soon as it is chosen, with its tensor's place among the observed, in no order and from several
/// threads at once.
using RangeSink = std::function<void(std::size_t, const ActivationRange&)>;

/// Fails where the observations hold no histograms and the calibrator needs them. Same on any number of threads.
[[nodiscard]] Result<Calibration> calibrate(Observations observations, const Calibrator& calibrator,
                                            const CalibrationTarget& target, const CalibratorOptions& options,
                                            const Job& job, const RangeSink& chosen = {});

}  // namespace bitwright
