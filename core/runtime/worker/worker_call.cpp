// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/worker/worker_call.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "core/base/log.h"
#include "core/base/text/ascii.h"
#include "core/data/data_spec.h"
#include "core/runtime/values/wire.h"
#include "core/runtime/worker/find_worker.h"
#include "core/runtime/worker/frame.h"
#include "core/runtime/worker/worker_lease.h"
#include "core/runtime/worker/worker_process.h"

namespace bitwright {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kWatchInterval{20};  // how soon a stop is seen
constexpr milliseconds kCancelPatience{
    100};  // between asking and killing: a person waits, and building a session hears of nothing
constexpr milliseconds kEndPatience{1000};  // for a worker that has answered
constexpr std::size_t kTailBytes = 8192;

double numberFrom(const char* variable) {
  const char* text = std::getenv(variable);
  return text == nullptr ? 0.0 : std::max(0.0, leadingNumber<double>(text).value_or(0.0));
}

WorkerLimits limitsOf(const WorkerCall& call) {
  WorkerLimits limits = call.limits;
  if (limits.memoryBytes == 0) limits.memoryBytes = static_cast<std::uint64_t>(numberFrom("BITWRIGHT_WORKER_MEMORY"));
  if (limits.seconds <= 0.0) limits.seconds = numberFrom("BITWRIGHT_WORKER_SECONDS");
  return limits;
}

/// Null: left to the worker, which knows how large the model is; 0: none.
nlohmann::json secondsToWire(double asked, const char* variable) {
  if (asked > 0.0) return asked;
  return std::getenv(variable) != nullptr ? nlohmann::json(numberFrom(variable)) : nlohmann::json();
}

Message tryAgain() {
  return BW_MESSAGE("runtime.try_again", "nothing was changed, try again");
}

Error deathError(std::optional<int> status, const std::filesystem::path& file) {
  Message what = BW_MESSAGE("runtime.died", "the engine stopped while it ran the model");
  if (status && WIFSIGNALED(*status)) {
    what = Message(BW_MESSAGE("runtime.died_signal", "the engine stopped (signal %1) while it ran the model"),
                   {static_cast<std::int64_t>(WTERMSIG(*status))});
  } else if (status && WIFEXITED(*status)) {
    what = Message(BW_MESSAGE("runtime.died_exit", "the engine stopped (exit code %1) while it ran the model"),
                   {static_cast<std::int64_t>(WEXITSTATUS(*status))});
  }
  return {ErrorKind::engine, std::move(what), file.string(), {}, tryAgain()};
}

/// Whether the request leaves nothing behind in a worker that the next could feel: what is measured by time or memory
/// has one of its own.
bool mayShareWorker(RequestKind request) {
  switch (request) {
    case RequestKind::run:
    case RequestKind::arithmetic:
    case RequestKind::pairedRun:
    case RequestKind::tensorVariants:
    case RequestKind::scoreTokens:
      return true;
    case RequestKind::info:
    case RequestKind::time:
    case RequestKind::memory:
    case RequestKind::optimize:
    case RequestKind::sample:
    case RequestKind::observe:
    case RequestKind::accumulate:
    case RequestKind::hash:
      return false;
  }
  return false;
}

/// The conversation with one worker, from the request to its answer or its end.
class Conversation {
 public:
  Conversation(const WorkerCall& call, WorkerProcess process, const Job& job)
      : call_(call), process_(std::move(process)), job_(job) {}

  Result<nlohmann::json> run() {
    const auto limits = limitsOf(call_);
    outgoing_ =
        encodeFrame({{"protocol", kProtocolVersion},
                     {"version", versionString()},
                     {"request", requestWord(call_.request)},
                     {"content", call_.content},
                     {"threads", job_.threads()},
                     {"memory", limits.memoryBytes},
                     {"inference_seconds", secondsToWire(limits.inferenceSeconds, "BITWRIGHT_INFERENCE_SECONDS")},
                     {"load_seconds", secondsToWire(limits.loadSeconds, "BITWRIGHT_LOAD_SECONDS")}});
    const auto start = Clock::now();
    lastSign_ = start;
    while (!answer_ && !failure_ && !closed_) {
      exchange();
      const auto now = Clock::now();
      if (job_.stopRequested()) {
        if (!cancelledAt_) {
          cancelledAt_ = now;
          outgoing_ += encodeFrame({{"cancel", true}});
        } else if (now - *cancelledAt_ > kCancelPatience) {
          break;
        }
      } else if (limits.seconds > 0.0 && std::chrono::duration<double>(now - start).count() > limits.seconds) {
        failure_ = Error{ErrorKind::engine,
                         Message(BW_MESSAGE("runtime.too_long", "the engine was stopped after %1 s"), {limits.seconds}),
                         call_.file.string(),
                         {},
                         {}};
      } else if (now - lastSign_ > call_.silence) {
        failure_ = Error{ErrorKind::engine,
                         BW_MESSAGE("runtime.silent", "the engine fell silent and was stopped"),
                         call_.file.string(),
                         {},
                         tryAgain()};
      }
    }
    return conclude();
  }

 private:
  void exchange() {
    std::array<pollfd, 2> watched{
        {{process_.socket(), static_cast<short>(outgoing_.empty() ? POLLIN : POLLIN | POLLOUT), 0},
         {errorsOpen_ ? process_.errors() : -1, POLLIN, 0}}};
    const int ready = ::poll(watched.data(), watched.size(), static_cast<int>(kWatchInterval.count()));
    if (ready == 0 && process_.ended()) closed_ = true;
    if (ready <= 0) return;
    if ((watched[1].revents & (POLLIN | POLLHUP | POLLERR)) != 0) drainErrors();
    if ((watched[0].revents & POLLOUT) != 0) send();
    if ((watched[0].revents & (POLLIN | POLLHUP | POLLERR)) != 0) receive();
  }

  void send() {
    const ssize_t sent = ::send(process_.socket(), outgoing_.data(), outgoing_.size(), MSG_NOSIGNAL);
    if (sent > 0)
      outgoing_.erase(0, static_cast<std::size_t>(sent));
    else if (sent < 0 && errno != EINTR && errno != EAGAIN)
      outgoing_.clear();  // it is gone, or has closed its ear: reading will tell
  }

  void receive() {
    std::array<char, 65536> buffer;
    const ssize_t got = ::recv(process_.socket(), buffer.data(), buffer.size(), 0);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (got <= 0) {
      closed_ = true;
      return;
    }
    frames_.append(bytesOf(std::string_view(buffer.data(), static_cast<std::size_t>(got))));
    while (!answer_ && !failure_) {
      auto frame = frames_.next();
      if (!frame)
        failure_ = std::move(frame.error());
      else if (!*frame)
        return;
      else
        take(**frame);
    }
  }

  void take(const nlohmann::json& frame) {
    lastSign_ = Clock::now();
    try {
      if (const auto progress = frame.find("progress"); progress != frame.end()) {
        job_.progress(messageFromWire(progress->at("phase")), progress->at("fraction").get<double>());
      } else if (const auto error = frame.find("error"); error != frame.end()) {
        failure_ = errorFromWire(*error);
      } else if (const auto result = frame.find("result"); result != frame.end()) {
        answer_ = *result;
      }
    } catch (const nlohmann::json::exception&) {
      failure_ = Error{ErrorKind::engine,
                       BW_MESSAGE("runtime.garbled", "the engine answered something that cannot be understood"),
                       {},
                       {},
                       BW_MESSAGE("runtime.same_version", "check that bitwright-worker is of the same version")};
    }
  }

  /// Keeps the last of what the worker printed; true where there may be more.
  bool drainErrors() {
    std::array<char, 4096> buffer;
    const ssize_t got = ::read(process_.errors(), buffer.data(), buffer.size());
    if (got < 0) return errno == EINTR;
    if (got == 0) {
      errorsOpen_ = false;
      return false;
    }
    tail_.append(buffer.data(), static_cast<std::size_t>(got));
    if (tail_.size() > 2 * kTailBytes) tail_.erase(0, tail_.size() - kTailBytes);
    return true;
  }

  Result<nlohmann::json> conclude() {
    const bool orderly = answer_ || (failure_ && failure_->kind != ErrorKind::engine) || closed_;
    if (!orderly) process_.kill();
    auto* keeper =
        mayShareWorker(call_.request) && answer_ && outgoing_.empty() ? WorkerLease::ofThisThread() : nullptr;
    const auto patience = !orderly ? milliseconds(0) : job_.stopRequested() ? kCancelPatience : kEndPatience;
    const auto status = keeper != nullptr ? std::nullopt : process_.finish(patience);
    while (errorsOpen_ && drainErrors()) continue;
    if (keeper != nullptr) keeper->keep(std::move(process_), limitsOf(call_).memoryBytes);
    if (!tail_.empty()) log(LogLevel::debug, fmt::format("bitwright-worker said: {}", printable(tail_, kTailBytes)));

    if (job_.stopRequested()) return Failure(cancelledError());
    if (answer_) return std::move(*answer_);
    if (!failure_) failure_ = deathError(status, call_.file);
    if (failure_->file.empty()) failure_->file = call_.file.string();
    return Failure(std::move(*failure_));
  }

  const WorkerCall& call_;
  WorkerProcess process_;
  const Job& job_;
  std::string outgoing_;
  FrameReader frames_;
  std::string tail_;
  bool errorsOpen_ = true;
  bool closed_ = false;
  Clock::time_point lastSign_;
  std::optional<Clock::time_point> cancelledAt_;
  std::optional<nlohmann::json> answer_;
  std::optional<Error> failure_;
};

}  // namespace

Result<nlohmann::json> callWorker(const WorkerCall& call, const Job& job) {
  if (job.stopRequested()) return Failure(cancelledError());
  auto executable = findWorker();
  if (!executable) return passOn(executable);
  if (auto* keeper = WorkerLease::ofThisThread(); keeper != nullptr && mayShareWorker(call.request)) {
    if (auto kept = keeper->take(limitsOf(call).memoryBytes)) return Conversation(call, std::move(*kept), job).run();
  }
  auto process = WorkerProcess::start(*executable);
  if (!process) return passOn(process);
  return Conversation(call, std::move(*process), job).run();
}

Result<void> checkData(const DataRequest& data) {
  if (data.spec.empty()) return {};
  if (auto spec = parseDataSpec(data.spec); !spec) return passOn(spec);
  return {};
}

}  // namespace bitwright
