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
#include "core/base/platform/process_info.h"
#include "core/base/platform/standard_streams.h"
#include "core/runtime/worker/frame.h"
#include "core/runtime_server/engine/connection.h"
#include "core/runtime_server/engine/deadline_watch.h"
#include "core/runtime_server/engine/engine.h"
#include "core/runtime_server/engine/limits.h"
#include "core/runtime_server/engine/time_limits.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

namespace {

using nlohmann::json;

Result<json> dispatch(const std::string& request, const json& content, const Job& job) {
  if (request == "info") return handleInfo();
  if (request == "run") return handleRun(content, job);
  if (request == "time") return handleTime(content, job);
  if (request == "memory") return handleMemory(content, job);
  if (request == "optimize") return handleOptimize(content, job);
  if (request == "arithmetic") return handleArithmetic(content, job);
  if (request == "sample") return handleSample(content, job);
  if (request == "observe") return handleObserve(content, job);
  if (request == "sums") return handleSums(content, job);
  if (request == "walk") return handleWalk(content, job);
  if (request == "vary") return handleVary(content, job);
  if (request == "hash") return handleHash(content, job);
  return fail(ErrorKind::engine,
              Message(BW_MESSAGE("runtime.unknown_request", "the engine does not know the request %1"), {request}));
}

std::optional<double> secondsFrom(const json& wire) {
  return wire.is_null() ? std::nullopt : std::optional(wire.get<double>());
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
    setTimeLimits({secondsFrom(request.at("inference_seconds")), secondsFrom(request.at("load_seconds"))});
    const Job job(
        channel.stopToken(), [&channel](const Message& phase, double fraction) { channel.progress(phase, fraction); },
        request.at("threads").get<int>());
    auto result = dispatch(request.at("request").get<std::string>(), request.at("content"), job);
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
