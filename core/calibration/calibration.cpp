// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/calibration/calibration.h"

#include <algorithm>
#include <utility>

#include "core/base/parallel.h"

namespace bitwright {

const ActivationRange* Calibration::find(const std::string& tensor) const {
  const auto found = std::find_if(ranges.begin(), ranges.end(),
                                  [&tensor](const ActivationRange& range) { return range.tensor == tensor; });
  return found != ranges.end() ? &*found : nullptr;
}

Result<Calibration> calibrate(Observations observations, const Calibrator& calibrator, const CalibrationTarget& target,
                              const CalibratorOptions& options, const Job& job, const RangeSink& chosen) {
  const auto count = static_cast<std::int64_t>(observations.tensors.size());
  if (calibrator.needsHistogram() && !observations.histograms) {
    return fail(ErrorKind::input, Message(BW_MESSAGE("calibration.no_histograms",
                                                     "activations were observed without the histograms that %1 needs"),
                                          {std::string(calibrator.id())}));
  }
  std::vector<Result<ActivationRange>> found(observations.tensors.size());
  const bool finished = parallelFor(job, count, 1, [&](std::int64_t begin, std::int64_t) {
    const auto at = static_cast<std::size_t>(begin);
    found[at] = calibrator.range(observations.tensors[at], target, options);
    if (chosen && found[at]) chosen(at, *found[at]);
    job.progress(BW_MESSAGE("calibration.choosing", "choosing ranges"),
                 static_cast<double>(begin + 1) / static_cast<double>(count));
  });
  if (!finished) return Failure(cancelledError());
  Calibration calibration;
  calibration.calibrator = calibrator.id();
  calibration.samples = observations.samples;
  for (std::size_t at = 0; at < found.size(); ++at) {
    if (found[at])
      calibration.ranges.push_back(std::move(*found[at]));
    else
      calibration.leftOut.emplace_back(
          BW_MESSAGE("calibration.left_out", "%1 has no range: it %2"),
          std::vector<MessageArgument>{observations.tensors[at].name, found[at].error().what.text()});
  }
  calibration.observations = std::move(observations);
  return calibration;
}

}  // namespace bitwright
