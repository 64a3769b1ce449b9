// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/engine/connection.h"

#include <array>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/runtime/values/wire.h"

namespace bitwright {

namespace {

constexpr std::chrono::milliseconds kHeartbeat{250};
constexpr std::chrono::milliseconds kProgressInterval{30};  // more often nobody can see

}  // namespace

Channel::Channel(platform::FileHandle input, platform::FileHandle output)
    : input_(std::move(input)), output_(std::move(output)) {}

Channel::~Channel() {
  stopListening();
}

std::optional<nlohmann::json> Channel::nextRequest() {
  for (;;) {
    auto frame = frames_.next();
    if (!frame) return std::nullopt;
    if (*frame && (*frame)->contains("cancel")) continue;  // it came too late: what it was to stop is answered
    if (*frame) {
      stop_ = std::stop_source();
      listener_ = std::jthread([this](const std::stop_token& end) { listen(end); });
      return std::move(**frame);
    }
    if (!receive()) return std::nullopt;
  }
}

bool Channel::receive() {
  std::array<char, 65536> buffer;
  std::error_code ignored;
  const auto got = input_.read(buffer, ignored);
  if (got == 0) return false;
  frames_.append(bytesOf(std::string_view(buffer.data(), got)));
  return true;
}

void Channel::listen(const std::stop_token& end) {
  while (!end.stop_requested()) {
    const auto outcome = wait_.wait(input_, kHeartbeat);
    if (outcome == platform::InputWait::Outcome::timedOut) send({{"alive", true}});
    if (outcome != platform::InputWait::Outcome::input || end.stop_requested()) continue;
    if (!receive()) std::_Exit(0);
    for (auto frame = frames_.next(); frame && *frame; frame = frames_.next()) {
      if ((*frame)->contains("cancel")) stop_.request_stop();
    }
  }
}

void Channel::stopListening() {
  if (!listener_.joinable()) return;
  listener_.request_stop();
  wait_.end();
  listener_.join();
  wait_.forget();
}

void Channel::progress(const Message& phase, double fraction) {
  const auto now = std::chrono::steady_clock::now();
  {
    const std::lock_guard lock(sending_);
    if (fraction < 1.0 && now - lastProgress_ < kProgressInterval) return;
    lastProgress_ = now;
  }
  send({{"progress", {{"phase", messageToWire(phase)}, {"fraction", fraction}}}});
}

void Channel::answer(const Result<nlohmann::json>& result) {
  stopListening();  // what comes next on the input is for nextRequest(), its end too
  if (result)
    send({{"result", *result}});
  else
    send({{"error", errorToWire(result.error())}});
}

void Channel::send(const nlohmann::json& frame) {
  const auto bytes = encodeFrame(frame);
  const std::lock_guard lock(sending_);
  if (output_.write(bytesOf(bytes))) std::_Exit(0);  // nobody listens any more
}

}  // namespace bitwright
