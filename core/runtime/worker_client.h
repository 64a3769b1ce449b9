// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/runtime/values/data_request.h"
#include "core/runtime/values/model_timing.h"
#include "core/runtime/values/run_result.h"

// What the worker process does, as blocking functions: each starts a worker, hands it one request, reports its
// progress, and ends it. The worker is the only place where ONNX Runtime runs a model and foreign data are decoded. A
// worker that crashes, is killed, exceeds its limits or falls silent is an Error of ErrorKind::engine with one
// sentence; the next call starts a fresh one. Stopping the job asks, then kills within a second.

namespace bitwright {

struct RuntimeInfo {
  std::string onnxRuntimeVersion;
  std::string cpu;  ///< model name
  std::vector<std::string>
      cpuFeatures;  ///< of those that matter for inference: avx2, avx512f, avx512_vnni, amx_int8, asimd, …
};
[[nodiscard]] Result<RuntimeInfo> runtimeInfo(const Job& job);

/// Where inputs are synthesised, `data.limit` samples are made, at least one run's.
[[nodiscard]] Result<RunResult> runModel(const RunRequest& request, const Job& job);

[[nodiscard]] Result<Timings> timeModels(const TimingRequest& request, const Job& job);

struct MemoryResult {
  std::uint64_t loadPeakBytes =
      0;  ///< highest resident set while the session is built, above the process's own before it
  std::uint64_t residentBytes = 0;  ///< resident set after one inference, above the process's own before loading
};
/// In a process of its own.
[[nodiscard]] Result<MemoryResult> measureMemory(const std::filesystem::path& model, const DataRequest& data,
                                                 const Job& job);

/// Writes the graph ONNX Runtime runs, all optimizations done, to `target`: it shows which kernels run and that
/// decoding is folded.
[[nodiscard]] Result<void> writeOptimizedModel(const std::filesystem::path& model, const std::filesystem::path& target,
                                               const Job& job);

}  // namespace bitwright
