// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/export/format/export_options.h"
#include "core/export/noise/noise_budget.h"
#include "core/export/noise/output_noise.h"
#include "core/export/verify/verification.h"
#include "core/lowering/rewrite/quantized_places.h"

namespace bitwright {

/// Which nodes of a model stay floats so that a file in integers computes what it is to compute, by what the values
/// they quantize do to its outputs.
class LeftByNoise {
 public:
  /// Whether a file was refused for its distance from float activations alone, so that fewer integers can help.
  [[nodiscard]] static bool canHelp(const Verification& verification);

  /// `compressed` and the options stay.
  LeftByNoise(const CompressedModel& compressed, const ExportOptions& options)
      : compressed_(compressed), options_(options) {}

  /// Which nodes to leave next, after a file that left what was given the last time (at first nothing) came as near as
  /// `verification` says; more each time. Empty where nothing more can be left. Fails as the worker does.
  [[nodiscard]] Result<LeftNodes> next(const Verification& verification, const Job& job);

 private:
  [[nodiscard]] Result<void> measure(const Job& job);
  [[nodiscard]] Result<bool> choose(double asked, const Job& job);
  [[nodiscard]] LeftNodes reasons() const;

  const CompressedModel& compressed_;
  const ExportOptions& options_;
  std::optional<OutputNoise> meter_;
  bool measured_ = false;
  double overlap_ = 1.0;  ///< the sum of what the places do ÷ what they do together: in deep nets noise is not added up
  double asked_ = 0.0;    ///< the noise that the next file may have, as the meter tells it
  std::vector<QuantizedPlace> places_;
  std::vector<NoisePlace> noise_;
  std::vector<bool> alone_;  ///< one a place: its noise was measured by itself
  std::map<int, double> costs_;
  std::set<int> floats_;
};

}  // namespace bitwright
