// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/runtime/worker/request_types.h"

// One function a request, each in a file of its own.

namespace bitwright {

[[nodiscard]] Result<RuntimeInfo> handleInfo(const Nothing& content, const Job& job);
[[nodiscard]] Result<RunAnswer> handleRun(const RunContent& content, const Job& job);
[[nodiscard]] Result<Timings> handleTime(const TimingRequest& request, const Job& job);
[[nodiscard]] Result<MemoryResult> handleMemory(const MemoryContent& content, const Job& job);
[[nodiscard]] Result<Nothing> handleOptimize(const OptimizeContent& content, const Job& job);
[[nodiscard]] Result<ArithmeticAnswer> handleArithmetic(const ArithmeticContent& content, const Job& job);
[[nodiscard]] Result<SampleAnswer> handleSample(const SampleContent& content, const Job& job);
[[nodiscard]] Result<Nothing> handleObserve(const ObserveContent& content, const Job& job);
[[nodiscard]] Result<AccumulateAnswer> handleAccumulate(const AccumulateContent& content, const Job& job);
[[nodiscard]] Result<PairedRunResult> handlePairedRun(const PairedRunRequest& request, const Job& job);
[[nodiscard]] Result<TensorVariantsResult> handleTensorVariants(const TensorVariantsRequest& request, const Job& job);
[[nodiscard]] Result<HashAnswer> handleHash(const HashContent& content, const Job& job);
[[nodiscard]] Result<TokenScores> handleScoreTokens(const TokenScoresRequest& request, const Job& job);

}  // namespace bitwright
