// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/evaluation/quality/class_scores.h"
#include "core/runtime/worker_client.h"
#include "core/stats/interval.h"

namespace bitwright {

/// With labels. Fractions 0–1. Intervals of `top1` and `top5` are Wilson's; `drop` is paired: original − this, with
/// Tango's interval of the paired difference, and McNemar's exact test beside it.
struct Accuracy {
  double top1 = 0.0;
  std::optional<double> top5;  ///< where there are more than five classes
  double low = 0.0;
  double high = 0.0;
  Interval drop;
  std::int64_t samples = 0;
  std::int64_t flipped = 0;  ///< samples whose top prediction is not the original's
  double top5Low = 0.0;      ///< where there is a top5
  double top5High = 0.0;
  double pValue =
      1.0;  ///< of the drop: how probable so uneven a split of the differing samples is where neither is better
};

/// Against the original's outputs, with or without labels.
struct Fidelity {
  std::optional<double> agreement;  ///< share of samples with the same top prediction; classifiers only
  double sqnrDb = 0.0;
  double cosine = 1.0;
  std::optional<double> kl;  ///< mean KL divergence of softmax(original) from softmax(this), nats; classifiers only
  double maxAbsDifference = 0.0;
};

/// Of the variant, next to the original on the same samples. A label that is no class counts as a miss for both.
[[nodiscard]] Accuracy measureAccuracy(const ClassScores& original, const ClassScores& variant,
                                       std::span<const std::int64_t> labels);

/// Which samples the top prediction is right for: a bit a sample, so that hundreds of variants can be held against each
/// other.
[[nodiscard]] std::vector<bool> rightSamples(const ClassScores& scores, std::span<const std::int64_t> labels);

/// Of the variant's outputs from the original's, all outputs pooled; empty where their number or shapes differ. Outputs
/// of whole numbers (indices, labels, flags) count only where there are no others: their agreement is then the mean
/// share of equal ones. Values that are finite in the original alone are an error without bound: SQNR −inf.
[[nodiscard]] std::optional<Fidelity> measureFidelity(const RunResult& original, const RunResult& variant,
                                                      const Job& job);

/// Values among all outputs that are infinite or NaN.
[[nodiscard]] std::int64_t nonFiniteCount(const RunResult& run);
/// Whether no value of the variant's is finite where the original's are; whole numbers aside.
[[nodiscard]] bool lostAll(const RunResult& original, const RunResult& variant);

}  // namespace bitwright
