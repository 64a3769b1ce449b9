// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/message.h"
#include "core/runtime/values/data_request.h"
#include "core/runtime/values/fields.h"

namespace bitwright {

struct TimingRequest {
  std::vector<std::filesystem::path>
      models{};        ///< the first is the reference; all are loaded in one process, side by side
  DataRequest data{};  ///< the inputs that are timed
  std::int64_t batch = 1;
  int rounds = 0;  ///< blocks a model; 0: ≥ 30 and until ratios are known to ±2 %, at most about 8 s a model and 24 s
                   ///< in all, or 1 s a model where that is more
  bool apart = false;  ///< one model is loaded at a time, for each of its blocks anew, and fewer blocks are timed: for
                       ///< models that together take too much memory
  bool returnsLargeBlocks = false;  ///< see measureMemory
};

/// Whether so many models of about `bytes` each are too large to be held side by side.
[[nodiscard]] bool areTimedApart(std::size_t models, std::uint64_t bytes);

/// Whether a model of so many bytes, and all that are measured beside it, are timed and weighed on a heap that gives
/// large blocks back: any other holds twice its weights, which then is too much.
[[nodiscard]] bool areLargeBlocksReturned(std::uint64_t bytes);

/// Raw times of one model. Blocks of all models are interleaved in random order (seeded), round by round.
struct ModelTiming {
  double loadMs = 0.0;  ///< median of fresh session loads, interleaved likewise
  std::vector<double> loadSamplesMs;
  double firstRunMs = 0.0;  ///< median of the first inferences behind a load, which plan and touch memory
  std::vector<double> firstRunSamplesMs;
  std::vector<double> blockMediansMs;  ///< entry r: median time of one inference in round r
  std::vector<double> samplesMs;       ///< inferences after warm-up, in order: every `samplesEvery`th
  std::int64_t samplesEvery = 1;       ///< 1 but for models so quick that all would be too many
  std::int64_t inferences = 0;         ///< that were timed
  std::int64_t involuntarySwitches =
      0;  ///< times a thread of the worker had to leave its core during this model's blocks
  std::optional<double>
      energyMj;  ///< of one inference, by the processor's package counters: with all else the machine did meanwhile
};

/// What the machine did while the rounds ran. What it does not show is empty.
struct MachineState {
  std::optional<double> otherWork;  ///< share of the usable cores' time that was not this worker's and not idle, 0–1
  std::optional<double> loadAverage;      ///< of the minute before
  std::string governor;                   ///< of the cores' clocks, as /sys names it
  std::optional<std::int64_t> throttled;  ///< times a core was slowed for its heat
  Message noEnergy;                       ///< why energy could not be read; empty where it could
};

struct Timings {
  std::vector<ModelTiming> models;  ///< as requested
  MachineState machine;
};

template <>
struct Fields<TimingRequest> {
  static void visit(auto& field, auto& item) {
    auto& [models, data, batch, rounds, apart, returnsLargeBlocks] = item;
    field("models", models), field("data", data), field("batch", batch), field("rounds", rounds), field("apart", apart),
        field("returns_large_blocks", returnsLargeBlocks);
  }
};
template <>
struct Fields<ModelTiming> {
  static void visit(auto& field, auto& item) {
    auto& [loadMs, loads, firstRunMs, firstRuns, blockMedians, samples, every, inferences, switches, energyMj] = item;
    field("load_ms", loadMs), field("load_samples_ms", loads), field("first_run_ms", firstRunMs),
        field("first_run_samples_ms", firstRuns);
    field("block_medians_ms", blockMedians), field("samples_ms", samples), field("samples_every", every),
        field("inferences", inferences);
    field("switches", switches), field("energy_mj", energyMj);
  }
};
template <>
struct Fields<MachineState> {
  static void visit(auto& field, auto& item) {
    auto& [otherWork, loadAverage, governor, throttled, noEnergy] = item;
    field("other_work", otherWork), field("load_average", loadAverage), field("governor", governor),
        field("throttled", throttled);
    field("no_energy", noEnergy);
  }
};
template <>
struct Fields<Timings> {
  static void visit(auto& field, auto& item) {
    auto& [models, machine] = item;
    field("models", models), field("machine", machine);
  }
};

}  // namespace bitwright
