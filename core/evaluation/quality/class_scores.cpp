// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/quality/class_scores.h"

#include "core/runtime/classes_scored.h"

namespace bitwright {

std::optional<ClassScores> classScores(const RunResult& run) {
  const auto classes = classesScored(run.outputs, run.samples);
  if (!classes) return std::nullopt;
  return ClassScores{run.samples, *classes, run.outputs.front().values};
}

}  // namespace bitwright
