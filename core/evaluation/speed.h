// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/evaluation/comparison.h"

namespace bitwright {

/// The words for a ratio measured over `rounds`: faster or slower where the interval leaves 1.0 out; where it holds 1.0 no difference, unless it is
/// wider than ±10 %, which says nothing. Below six rounds no 95 % interval of a median exists, and the answer is too noisy.
[[nodiscard]] SpeedVerdict speedVerdict(const Interval& speedup, std::int64_t rounds);

/// Of `timing` next to `reference`, both of one timeModels call; batches are left empty.
[[nodiscard]] Speed summarizeSpeed(const ModelTiming& reference, const ModelTiming& timing, int threads, std::uint64_t seed);
/// Of the reference itself.
[[nodiscard]] Speed referenceSpeed(const ModelTiming& timing, int threads);
[[nodiscard]] BatchSpeed batchSpeed(const ModelTiming& timing, std::int64_t batch);

}  // namespace bitwright
