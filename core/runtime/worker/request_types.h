// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/runtime/values/fields.h"
#include "core/runtime/values/memory_result.h"
#include "core/runtime/values/model_timing.h"
#include "core/runtime/values/model_wire.h"
#include "core/runtime/values/observe_wire.h"
#include "core/runtime/values/paired_run_request.h"
#include "core/runtime/values/run_wire.h"
#include "core/runtime/values/runtime_info.h"
#include "core/runtime/values/tensor_variants_request.h"
#include "core/runtime/values/token_scores.h"
#include "core/runtime/worker/request_kind.h"

namespace bitwright {

template <Listed ContentType, Listed AnswerType>
struct ContentAndAnswer {
  using Content = ContentType;
  using Answer = AnswerType;
};

/// What a request is about and what answers it, for both ends.
template <RequestKind kind>
struct RequestTypes;
template <>
struct RequestTypes<RequestKind::info> : ContentAndAnswer<Nothing, RuntimeInfo> {};
template <>
struct RequestTypes<RequestKind::run> : ContentAndAnswer<RunContent, RunAnswer> {};
template <>
struct RequestTypes<RequestKind::time> : ContentAndAnswer<TimingRequest, Timings> {};
template <>
struct RequestTypes<RequestKind::memory> : ContentAndAnswer<MemoryContent, MemoryResult> {};
template <>
struct RequestTypes<RequestKind::optimize> : ContentAndAnswer<OptimizeContent, Nothing> {};
template <>
struct RequestTypes<RequestKind::arithmetic> : ContentAndAnswer<ArithmeticContent, ArithmeticAnswer> {};
template <>
struct RequestTypes<RequestKind::sample> : ContentAndAnswer<SampleContent, SampleAnswer> {};
template <>
struct RequestTypes<RequestKind::observe> : ContentAndAnswer<ObserveContent, Nothing> {};
template <>
struct RequestTypes<RequestKind::accumulate> : ContentAndAnswer<AccumulateContent, AccumulateAnswer> {};
template <>
struct RequestTypes<RequestKind::pairedRun> : ContentAndAnswer<PairedRunRequest, PairedRunResult> {};
template <>
struct RequestTypes<RequestKind::tensorVariants> : ContentAndAnswer<TensorVariantsRequest, TensorVariantsResult> {};
template <>
struct RequestTypes<RequestKind::hash> : ContentAndAnswer<HashContent, HashAnswer> {};
template <>
struct RequestTypes<RequestKind::scoreTokens> : ContentAndAnswer<TokenScoresRequest, TokenScores> {};

template <RequestKind kind>
using ContentOf = typename RequestTypes<kind>::Content;
template <RequestKind kind>
using AnswerOf = typename RequestTypes<kind>::Answer;

}  // namespace bitwright
