// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/base/temporary_folder.h"
#include "core/data/class_count.h"
#include "core/data/preprocessing.h"
#include "core/model/data_type.h"

// What the worker process does, as blocking functions: each starts a worker, hands it one request, reports its progress, and ends it. The worker is
// the only place where ONNX Runtime runs a model and foreign data are decoded. A worker that crashes, is killed, exceeds its limits or falls silent is
// an Error of ErrorKind::engine with one sentence; the next call starts a fresh one. Stopping the job asks, then kills within a second.

namespace bitwright {

/// The worker's executable: BITWRIGHT_WORKER, beside this executable, or ../libexec/bitwright.
[[nodiscard]] Result<std::filesystem::path> findWorker();

struct RuntimeInfo {
  std::string onnxRuntimeVersion;
  std::string cpu;                       ///< model name
  std::vector<std::string> cpuFeatures;  ///< of those that matter for inference: avx2, avx512f, avx512_vnni, amx_int8, asimd, …
};
[[nodiscard]] Result<RuntimeInfo> runtimeInfo(const Job& job);

/// What inputs a model is fed with.
struct DataRequest {
  std::string spec{};            ///< DATA of contract.md; empty: inputs are synthesised (seeded; ids in range, states zero)
  bool calibrationPart = false;  ///< of `sample`: the training images
  std::int64_t limit = 0;        ///< 0: all
  std::uint64_t seed = 0;
  /// The model whose tables bound the ids that are synthesised; empty: the one that is run. One whose tables are decoded shows none, and would be fed
  /// with other ids than the model it was made from.
  std::filesystem::path idsOf{};
  Preprocessing preprocessing{};  ///< of images
  friend bool operator==(const DataRequest&, const DataRequest&) = default;
};

/// What a worker may use; beyond it the job fails with one sentence. A variable of 0 is no limit.
struct WorkerLimits {
  std::uint64_t memoryBytes = 0;  ///< 0: BITWRIGHT_WORKER_MEMORY (bytes), else nine tenths of the memory it may have
  double seconds = 0.0;           ///< of the whole request; 0: BITWRIGHT_WORKER_SECONDS, else no limit
  double inferenceSeconds = 0.0;  ///< of a single inference; 0: BITWRIGHT_INFERENCE_SECONDS, else what time_limits.h says
  double loadSeconds = 0.0;       ///< of building a session; 0: BITWRIGHT_LOAD_SECONDS, else likewise
};

/// Whether a limit of time was exceeded: the model may run where it is given more.
[[nodiscard]] bool ranTooLong(const Error& error);
/// Whether the model may well run and only the inputs are at fault that had to be made up for it; `where` names them.
[[nodiscard]] bool inputsNotMadeUp(const Error& error);

struct RunRequest {
  std::filesystem::path model{};
  DataRequest data{};
  std::int64_t batch = 0;  ///< 0: as large as sensible; a model with a fixed batch dimension keeps its own
  bool optimize = true;    ///< graph optimization of ONNX Runtime: all or none
  WorkerLimits limits{};
};

/// One output over all samples, along the first dimension; any numeric type widened to float32.
struct OutputTensor {
  std::string name;
  DataType type = DataType::float32;  ///< as the model gave it
  std::vector<std::int64_t> shape;    ///< whole: first dimension counts samples (or the one run's own where there is no batch dimension)
  std::vector<float> values;
};

struct RunResult {
  std::vector<OutputTensor> outputs;  ///< those that can be read: none where all are sequences, maps or strings
  std::vector<std::int64_t> labels;   ///< one a sample; empty where there are none
  /// The model is a classifier and a label none of its classes: whoever judges by the labels refuses with it.
  std::optional<Error> labelProblem;
  std::int64_t samples = 0;
  bool synthesised = false;
  /// Inputs of int64 or int32 and [batch, length] as they were fed, over all samples as outputs are: token ids, masks. Exact up to 2^24.
  std::vector<OutputTensor> ids;
  std::string dataSha256;           ///< empty where synthesised
  std::vector<ClassCount> classes;  ///< how many samples of each; empty where there are no labels
  std::vector<Message> notes;       ///< what of the data and of the outputs is left out or synthesised, and why
  double seconds = 0.0;             ///< building the session and all inferences
  double longestInferenceSeconds = 0.0;
};
/// Where inputs are synthesised, `data.limit` samples are made, at least one run's.
[[nodiscard]] Result<RunResult> runModel(const RunRequest& request, const Job& job);

struct TimingRequest {
  std::vector<std::filesystem::path> models{};  ///< the first is the reference; all are loaded in one process
  DataRequest data{};                           ///< the inputs that are timed
  std::int64_t batch = 1;
  int rounds =
      0;  ///< blocks a model; 0: ≥ 30 and until ratios are known to ±2 %, at most about 8 s a model and 24 s in all, or 1 s a model where that is more
};

/// Raw times of one model. Blocks of all models are interleaved in random order (seeded), round by round.
struct ModelTiming {
  double loadMs = 0.0;  ///< median of fresh session loads, interleaved likewise
  std::vector<double> loadSamplesMs;
  double firstRunMs = 0.0;  ///< median of the first inferences behind a load, which plan and touch memory
  std::vector<double> firstRunSamplesMs;
  std::vector<double> blockMediansMs;    ///< entry r: median time of one inference in round r
  std::vector<double> samplesMs;         ///< inferences after warm-up, in order: every `samplesEvery`th
  std::int64_t samplesEvery = 1;         ///< 1 but for models so quick that all would be too many
  std::int64_t inferences = 0;           ///< that were timed
  std::int64_t involuntarySwitches = 0;  ///< times a thread of the worker had to leave its core during this model's blocks
  std::optional<double> energyMj;        ///< of one inference, by the processor's package counters: with all else the machine did meanwhile
};

/// What the machine did while the rounds ran. What it does not show is empty.
struct MachineState {
  std::optional<double> otherWork;        ///< share of the usable cores' time that was not this worker's and not idle, 0–1
  std::optional<double> loadAverage;      ///< of the minute before
  std::string governor;                   ///< of the cores' clocks, as /sys names it
  std::optional<std::int64_t> throttled;  ///< times a core was slowed for its heat
  Message noEnergy;                       ///< why energy could not be read; empty where it could
};

struct Timings {
  std::vector<ModelTiming> models;  ///< as requested
  MachineState machine;
};
[[nodiscard]] Result<Timings> timeModels(const TimingRequest& request, const Job& job);

struct MemoryResult {
  std::uint64_t loadPeakBytes = 0;  ///< highest resident set while the session is built, above the process's own before it
  std::uint64_t residentBytes = 0;  ///< resident set after one inference, above the process's own before loading
};
/// In a process of its own.
[[nodiscard]] Result<MemoryResult> measureMemory(const std::filesystem::path& model, const DataRequest& data, const Job& job);

/// Writes the graph ONNX Runtime runs, all optimizations done, to `target`: it shows which kernels run and that decoding is folded.
[[nodiscard]] Result<void> writeOptimizedModel(const std::filesystem::path& model, const std::filesystem::path& target, const Job& job);

}  // namespace bitwright
