// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/runtime/values/data_request.h"
#include "core/runtime/values/memory_result.h"
#include "core/runtime/values/model_timing.h"
#include "core/runtime/values/run_result.h"
#include "core/runtime/values/runtime_info.h"

// What the worker process does, as blocking functions: each starts a worker, hands it one request, reports its
// progress, and ends it. The worker is the only place where ONNX Runtime runs a model and foreign data are decoded. A
// worker that crashes, is killed, exceeds its limits or falls silent is an Error of ErrorKind::engine with one
// sentence; the next call starts a fresh one. Stopping the job asks, then kills within a second.

namespace bitwright {

[[nodiscard]] Result<RuntimeInfo> runtimeInfo(const Job& job);

/// Where inputs are synthesised, `data.limit` samples are made, at least one run's.
[[nodiscard]] Result<RunResult> runModel(const RunRequest& request, const Job& job);

[[nodiscard]] Result<Timings> timeModels(const TimingRequest& request, const Job& job);

/// In a process of its own, on the heap that any program has: it keeps large blocks for later, so that the peak of a
/// large model may be twice its bytes. `returnsLargeBlocks`: on one that gives them back (platform/heap_blocks.h).
[[nodiscard]] Result<MemoryResult> measureMemory(const std::filesystem::path& model, const DataRequest& data,
                                                 const Job& job, bool returnsLargeBlocks = false);

/// Writes the graph ONNX Runtime runs, all optimizations done, to `target`: it shows which kernels run and that
/// decoding is folded.
[[nodiscard]] Result<void> writeOptimizedModel(const std::filesystem::path& model, const std::filesystem::path& target,
                                               const Job& job);

/// The same into `folder`, its larger tensors in a data file beside it: for what looks at nodes, at models of any size.
/// Gives the graph's file.
[[nodiscard]] Result<std::filesystem::path> writeOptimizedGraph(const std::filesystem::path& model,
                                                                const std::filesystem::path& folder, const Job& job);

}  // namespace bitwright
