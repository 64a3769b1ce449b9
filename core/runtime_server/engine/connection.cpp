// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/engine/connection.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "core/runtime/values/wire.h"

namespace bitwright {

namespace {

constexpr std::chrono::milliseconds kHeartbeat{250};
constexpr std::chrono::milliseconds kProgressInterval{30};  // more often nobody can see

}  // namespace

Channel::Channel(int input, int output) : input_(input), output_(output), wake_(::eventfd(0, EFD_CLOEXEC)) {}

Channel::~Channel() {
  stopListening();
  for (const int descriptor : {input_, output_, wake_}) ::close(descriptor);
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
  ssize_t got = 0;
  do {
    got = ::read(input_, buffer.data(), buffer.size());
  } while (got < 0 && errno == EINTR);
  if (got <= 0) return false;
  frames_.append(bytesOf(std::string_view(buffer.data(), static_cast<std::size_t>(got))));
  return true;
}

void Channel::listen(const std::stop_token& end) {
  while (!end.stop_requested()) {
    std::array<pollfd, 2> watched{{{input_, POLLIN, 0}, {wake_, POLLIN, 0}}};
    const int ready = ::poll(watched.data(), watched.size(), static_cast<int>(kHeartbeat.count()));
    if (ready == 0) send({{"alive", true}});
    if (ready <= 0 || end.stop_requested() || watched[0].revents == 0) continue;
    if (!receive()) ::_exit(0);
    for (auto frame = frames_.next(); frame && *frame; frame = frames_.next()) {
      if ((*frame)->contains("cancel")) stop_.request_stop();
    }
  }
}

void Channel::stopListening() {
  if (!listener_.joinable()) return;
  listener_.request_stop();
  std::uint64_t count = 1;
  [[maybe_unused]] const auto written = ::write(wake_, &count, sizeof count);
  listener_.join();
  [[maybe_unused]] const auto taken = ::read(wake_, &count, sizeof count);
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
  std::string_view rest = bytes;
  const std::lock_guard lock(sending_);
  while (!rest.empty()) {
    const ssize_t sent = ::write(output_, rest.data(), rest.size());
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) ::_exit(0);  // nobody listens any more
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
}

}  // namespace bitwright
