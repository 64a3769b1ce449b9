// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/calibration_stage.h"

#include <algorithm>

#include "core/compress/bias_correction.h"
#include "core/compress/gptq_fit.h"
#include "core/recipe/modifiers/bias_correction_modifier.h"
#include "core/recipe/modifiers/gptq_modifier.h"

namespace bitwright {

bool needsCalibration(const Recipe& recipe) {
  const auto asks = [](const SchemeSpec& spec) {
    return std::any_of(spec.parts.begin(), spec.parts.end(),
                       [](const SpecPart& part) { return part.name == biasCorrectionModifier().id || part.name == gptqModifier().id; });
  };
  return (recipe.all && asks(*recipe.all)) ||
         std::any_of(recipe.rules.begin(), recipe.rules.end(), [&](const LayerRule& rule) { return asks(rule.spec); });
}

Result<void> applyCalibration(CompressedModel& compressed, const DataRequest& data, const Job& job) {
  const bool chooses = usesGptq(compressed);
  if (chooses && data.spec.empty()) {
    return fail(ErrorKind::usage, BW_MESSAGE("gptq.no_data", "GPTQ needs calibration data"), {}, {},
                BW_MESSAGE("bias_correction.name_data", "choose data that fit the model: --calibrate DATA, in the window under Data"));
  }
  if (chooses) {
    if (auto done = applyGptq(compressed, data, job.part(0.0, 0.5)); !done) return done;
  }
  return correctBiases(compressed, data, chooses ? job.part(0.5, 1.0) : job);
}

Result<std::shared_ptr<const RangeTable>> observedRanges(const std::shared_ptr<const Model>& model, const ActivationPlan& plan,
                                                         const DataRequest& data, const std::filesystem::path& cache, const Job& job) {
  return calibrateModel(model, data, plan.calibrator, {plan.percentile}, cache, job);
}

}  // namespace bitwright
