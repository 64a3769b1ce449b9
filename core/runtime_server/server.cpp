// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/server.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "core/base/log.h"
#include "core/base/platform/heap_blocks.h"
#include "core/base/platform/process_info.h"
#include "core/base/platform/standard_streams.h"
#include "core/runtime/values/json_fields.h"
#include "core/runtime/worker/frame.h"
#include "core/runtime/worker/request_kind.h"
#include "core/runtime/worker/request_types.h"
#include "core/runtime_server/engine/connection.h"
#include "core/runtime_server/engine/deadline_watch.h"
#include "core/runtime_server/engine/engine.h"
#include "core/runtime_server/engine/limits.h"
#include "core/runtime_server/engine/time_limits.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

namespace {

using nlohmann::json;

/// From content to answer as JSON.
template <RequestKind kind>
Result<json> answered(Result<AnswerOf<kind>> (*handle)(const ContentOf<kind>&, const Job&), const json& content,
                      const Job& job) {
  const auto answer = handle(readJson<ContentOf<kind>>(content), job);
  if (!answer) return Failure(answer.error());
  return jsonOf(*answer);
}

Result<json> dispatch(const std::string& word, const json& content, const Job& job) {
  using enum RequestKind;
  if (const auto kind = requestKindOf(word)) {
    switch (*kind) {
      case info:
        return answered<info>(handleInfo, content, job);
      case run:
        return answered<run>(handleRun, content, job);
      case time:
        return answered<time>(handleTime, content, job);
      case memory:
        return answered<memory>(handleMemory, content, job);
      case optimize:
        return answered<optimize>(handleOptimize, content, job);
      case arithmetic:
        return answered<arithmetic>(handleArithmetic, content, job);
      case sample:
        return answered<sample>(handleSample, content, job);
      case observe:
        return answered<observe>(handleObserve, content, job);
      case accumulate:
        return answered<accumulate>(handleAccumulate, content, job);
      case pairedRun:
        return answered<pairedRun>(handlePairedRun, content, job);
      case tensorVariants:
        return answered<tensorVariants>(handleTensorVariants, content, job);
      case hash:
        return answered<hash>(handleHash, content, job);
      case scoreTokens:
        return answered<scoreTokens>(handleScoreTokens, content, job);
    }
  }
  return fail(ErrorKind::engine,
              Message(BW_MESSAGE("runtime.unknown_request", "the engine does not know the request %1"), {word}));
}

Result<json> answer(const json& request, Channel& channel) {
  try {
    if (request.at("protocol") != kProtocolVersion || request.at("version") != versionString()) {
      return fail(
          ErrorKind::engine,
          Message(BW_MESSAGE("runtime.other_version", "bitwright-worker is of version %1, what called it is not"),
                  {std::string(versionString())}),
          {}, {}, BW_MESSAGE("runtime.same_version", "check that bitwright-worker is of the same version"));
    }
    limitMemory(request.at("memory").get<std::uint64_t>());
    setTimeLimits({readJson<std::optional<double>>(request.at("inference_seconds")),
                   readJson<std::optional<double>>(request.at("load_seconds"))});
    const Job job(
        channel.stopToken(), [&channel](const Message& phase, double fraction) { channel.progress(phase, fraction); },
        request.at("threads").get<int>());
    const auto word = request.at("request").get<std::string>();
    // What is measured by its time or memory is measured as in anybody's program.
    if (word != requestWord(RequestKind::time) && word != requestWord(RequestKind::memory))
      platform::returnLargeBlocks();
    auto result = dispatch(word, request.at("content"), job);
    if (!result && job.stopRequested()) return Failure(cancelledError());
    return result;
  } catch (const json::exception&) {
    return fail(ErrorKind::engine, BW_MESSAGE("runtime.bad_request", "the engine does not understand the request"), {},
                {}, BW_MESSAGE("runtime.same_version", "check that bitwright-worker is of the same version"));
  } catch (const std::exception& problem) {
    return Failure(engineError(problem, {}));
  }
}

}  // namespace

int serveWorker() {
  platform::FileHandle input;
  platform::FileHandle output;
  limitDamage();
  if (!platform::takeStandardStreams(input, output)) return 1;  // what prints must never write between frames
  Channel channel(std::move(input), std::move(output));
  DeadlineWatch::instance().onDeaf([&channel](const Error& error) {
    channel.answer(Failure(error));
    std::_Exit(0);
  });
  bool asked = false;
  while (const auto request = channel.nextRequest()) {
    asked = true;
    channel.answer(answer(*request, channel));
    platform::returnFreeMemory();  // it may live on, and wait
  }
  if (asked) return 0;
  std::fputs("bitwright-worker: what came on its input is no request\n", stderr);
  return 2;
}

}  // namespace bitwright
