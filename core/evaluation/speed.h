// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "core/evaluation/comparison.h"

namespace bitwright {

/// The words for a ratio measured over `rounds`: faster or slower where the interval leaves out 1.0 and the 1 % around it by which sessions of one file
/// differ through the place of their memory; else no difference, unless the interval is wider than ±10 %, which says nothing. Below six rounds
/// there is no 95 % interval, and the answer is too noisy.
[[nodiscard]] SpeedVerdict speedVerdict(const Interval& speedup, std::int64_t rounds);

/// Of `timing` next to `reference`, both of one timeModels call; batches are left empty.
[[nodiscard]] Speed summarizeSpeed(const ModelTiming& reference, const ModelTiming& timing, const MachineState& machine, int threads);
/// Of the reference itself.
[[nodiscard]] Speed referenceSpeed(const ModelTiming& timing, const MachineState& machine, int threads);
[[nodiscard]] BatchSpeed batchSpeed(const ModelTiming& timing, std::int64_t batch);

}  // namespace bitwright
