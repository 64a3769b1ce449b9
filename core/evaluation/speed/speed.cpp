// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/speed/speed.h"

#include <algorithm>
#include <utility>

#include "core/evaluation/speed/time_findings.h"
#include "core/stats/estimates.h"

namespace bitwright {

namespace {

constexpr double kWidestHalf = 0.10;
constexpr double kSmallestClaim = 0.01;
constexpr std::int64_t kFewestRounds =
    6;  // the range of n ratios holds their centre with probability 1 − 2^(1−n): 0.969 at six

}  // namespace

MessageText verdictText(SpeedVerdict verdict) {
  switch (verdict) {
    case SpeedVerdict::reference:
      break;
    case SpeedVerdict::faster:
      return BW_MESSAGE("speed.faster", "faster");
    case SpeedVerdict::slower:
      return BW_MESSAGE("speed.slower", "slower");
    case SpeedVerdict::noDifference:
      return BW_MESSAGE("speed.no_difference", "no difference found");
    case SpeedVerdict::tooNoisy:
      return BW_MESSAGE("speed.too_noisy", "too noisy to say");
  }
  return BW_MESSAGE("speed.reference", "reference");
}

SpeedVerdict speedVerdict(const Interval& speedup, std::int64_t rounds) {
  if (rounds < kFewestRounds) return SpeedVerdict::tooNoisy;
  if (speedup.low > 1.0 + kSmallestClaim) return SpeedVerdict::faster;
  if (speedup.high < 1.0 - kSmallestClaim) return SpeedVerdict::slower;
  return (speedup.high - speedup.low) / 2.0 > kWidestHalf ? SpeedVerdict::tooNoisy : SpeedVerdict::noDifference;
}

Speed referenceSpeed(const ModelTiming& timing, const MachineState& machine, int threads) {
  Speed speed;
  speed.loadMs = timing.loadMs;
  speed.firstRunMs = timing.firstRunMs;
  speed.medianMs = median(timing.blockMediansMs);
  speed.p95Ms = percentile(timing.samplesMs, 0.95);
  speed.speedup = {1.0, 1.0, 1.0};
  speed.verdict = SpeedVerdict::reference;
  speed.threads = threads;
  speed.raw = timing;
  speed.machine = machine;
  speed.findings = timeFindings(timing);
  return speed;
}

Speed summarizeSpeed(const ModelTiming& reference, const ModelTiming& timing, const MachineState& machine,
                     int threads) {
  Speed speed = referenceSpeed(timing, machine, threads);
  speed.speedup = pairedRatio(reference.blockMediansMs, timing.blockMediansMs);
  speed.verdict =
      speedVerdict(speed.speedup,
                   static_cast<std::int64_t>(std::min(reference.blockMediansMs.size(), timing.blockMediansMs.size())));
  return speed;
}

SizedSpeed sizedSpeed(const Speed& speed, std::int64_t batch, std::vector<InputShape> shapes) {
  const bool counted = shapes.empty() && speed.medianMs > 0.0;
  return {batch,
          speed.medianMs,
          counted ? 1000.0 * static_cast<double>(batch) / speed.medianMs : 0.0,
          std::move(shapes),
          speed.loadMs,
          speed.speedup,
          speed.verdict};
}

}  // namespace bitwright
