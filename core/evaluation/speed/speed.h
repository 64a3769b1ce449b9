// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/message.h"
#include "core/runtime/worker_client.h"
#include "core/stats/interval.h"

namespace bitwright {

enum class SpeedVerdict { reference, faster, slower, noDifference, tooNoisy };
/// "faster", "slower", "no difference found", "too noisy to say", "reference": the contract's verdict words.
[[nodiscard]] MessageText verdictText(SpeedVerdict verdict);

/// Of inferences on so many samples, or on inputs made up in sizes that were asked for.
struct SizedSpeed {
  std::int64_t batch = 1;  ///< samples an inference; says nothing where there are `shapes`
  double medianMs = 0.0;
  double throughput = 0.0;           ///< samples a second; 0 where there are `shapes`
  std::vector<InputShape> shapes{};  ///< of each input that was named
  double loadMs = 0.0;
  Interval speedup{1.0, 1.0, 1.0};  ///< as Speed's
  SpeedVerdict verdict = SpeedVerdict::reference;
};

/// How fast, against the original, measured side by side in one worker.
struct Speed {
  double loadMs = 0.0;
  double medianMs = 0.0;  ///< median of block medians
  double p95Ms = 0.0;     ///< of all inferences
  Interval speedup;       ///< original time / this time, round by round (paired)
  SpeedVerdict verdict = SpeedVerdict::reference;
  int threads = 1;
  std::vector<SizedSpeed> sizes;  ///< one for each batch and shape that was timed; the first is what stands above
  double firstRunMs = 0.0;        ///< the first inference behind a load
  ModelTiming raw;                ///< the times all this was made of, of the first size
  MachineState machine;           ///< while they were taken
  std::vector<Message> findings;  ///< what makes them less certain than they look: drift, noise, other work
};

/// The words for a ratio measured over `rounds`: faster or slower where the interval leaves out 1.0 and the 1 % around
/// it by which sessions of one file differ through the place of their memory; else no difference, unless the interval
/// is wider than ±10 %, which says nothing. Below six rounds there is no 95 % interval, and the answer is too noisy.
[[nodiscard]] SpeedVerdict speedVerdict(const Interval& speedup, std::int64_t rounds);

/// Of `timing` next to `reference`, both of one timeModels call; `sizes` are left empty.
[[nodiscard]] Speed summarizeSpeed(const ModelTiming& reference, const ModelTiming& timing, const MachineState& machine,
                                   int threads);
/// Of the reference itself.
[[nodiscard]] Speed referenceSpeed(const ModelTiming& timing, const MachineState& machine, int threads);
/// `speed`, timed with these inputs alone, as one of several sizes.
[[nodiscard]] SizedSpeed sizedSpeed(const Speed& speed, std::int64_t batch, std::vector<InputShape> shapes = {});

}  // namespace bitwright
