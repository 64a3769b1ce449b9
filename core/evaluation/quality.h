// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/evaluation/class_scores.h"
#include "core/evaluation/comparison.h"

namespace bitwright {

/// Of the variant, next to the original on the same samples. A label that is no class counts as a miss for both.
[[nodiscard]] Accuracy measureAccuracy(const ClassScores& original, const ClassScores& variant, std::span<const std::int64_t> labels);

/// Which samples the top prediction is right for: a bit a sample, so that hundreds of variants can be held against each other.
[[nodiscard]] std::vector<bool> rightSamples(const ClassScores& scores, std::span<const std::int64_t> labels);

/// Of the variant's outputs from the original's, all outputs pooled; empty where their number or shapes differ. Outputs of whole numbers (indices, labels,
/// flags) count only where there are no others: their agreement is then the mean share of equal ones. Values that are finite in the original alone are an
/// error without bound: SQNR −inf.
[[nodiscard]] std::optional<Fidelity> measureFidelity(const RunResult& original, const RunResult& variant, const Job& job);

/// Values among all outputs that are infinite or NaN.
[[nodiscard]] std::int64_t nonFiniteCount(const RunResult& run);
/// Whether no value of the variant's is finite where the original's are; whole numbers aside.
[[nodiscard]] bool lostAll(const RunResult& original, const RunResult& variant);

}  // namespace bitwright
