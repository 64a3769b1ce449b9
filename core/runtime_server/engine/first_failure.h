// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

#include "core/base/error.h"

namespace bitwright {

/// Of what threads fail at side by side, the failure of the lowest index.
class FirstFailure {
 public:
  void note(std::int64_t index, Error error) {
    const std::lock_guard lock(mutex_);
    if (error_ && at_ < index) return;
    error_ = std::move(error);
    at_ = index;
  }
  [[nodiscard]] bool happened() {
    const std::lock_guard lock(mutex_);
    return error_.has_value();
  }
  [[nodiscard]] std::optional<Error> take() { return std::exchange(error_, std::nullopt); }

 private:
  std::mutex mutex_;
  std::optional<Error> error_;
  std::int64_t at_ = 0;
};

}  // namespace bitwright
