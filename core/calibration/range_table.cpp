// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/range_table.h"

#include <utility>

namespace bitwright {

namespace {

constexpr double kObserved = 0.9;  // of the progress

std::string calibratorIds() {
  std::string ids;
  for (const auto* known : allCalibrators()) ids += (ids.empty() ? "" : ", ") + std::string(known->id());
  return ids;
}

}  // namespace

Result<std::shared_ptr<const RangeTable>> calibrateModel(const std::shared_ptr<const Model>& model,
                                                         const DataRequest& data, const std::string& calibrator,
                                                         const CalibratorOptions& options,
                                                         const std::filesystem::path& cache, const Job& job) {
  const auto* chosen = findCalibrator(calibrator);
  if (chosen == nullptr) {
    // The command line checks its own; a recipe's is content.
    return fail(ErrorKind::input, Message(BW_MESSAGE("calibration.unknown", "unknown calibrator %1"), {calibrator}), {},
                {}, Message(BW_MESSAGE("spec.known_words", "use one of: %1"), {calibratorIds()}));
  }
  ObserveRequest request{.model = model, .data = data};
  request.histograms = chosen->needsHistogram() || !cache.empty();  // what is kept serves other calibrators too
  auto observed = observeActivations(request, cache, job.part(0.0, kObserved));
  if (!observed) return passOn(observed);
  auto calibration = calibrate(std::move(*observed), *chosen, CalibrationTarget{}, options, job.part(kObserved, 1.0));
  if (!calibration) return passOn(calibration);
  auto table = std::make_shared<RangeTable>();
  for (auto& range : calibration->ranges) table->emplace(range.tensor, range);
  return std::shared_ptr<const RangeTable>(std::move(table));
}

}  // namespace bitwright
