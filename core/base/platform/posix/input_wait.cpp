// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/platform/input_wait.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cstdint>

namespace bitwright::platform {

InputWait::InputWait() : wake_(::eventfd(0, EFD_CLOEXEC)) {}

InputWait::Outcome InputWait::wait(const FileHandle& input, std::chrono::milliseconds longest) const {
  std::array<pollfd, 2> watched{{{input.native(), POLLIN, 0}, {wake_.native(), POLLIN, 0}}};
  const int ready = ::poll(watched.data(), watched.size(), static_cast<int>(longest.count()));
  if (ready == 0) return Outcome::timedOut;
  return ready > 0 && watched[0].revents != 0 ? Outcome::input : Outcome::other;
}

void InputWait::end() const {
  const std::uint64_t count = 1;
  [[maybe_unused]] const auto written = ::write(wake_.native(), &count, sizeof count);
}

void InputWait::forget() const {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto taken = ::read(wake_.native(), &count, sizeof count);
}

}  // namespace bitwright::platform
