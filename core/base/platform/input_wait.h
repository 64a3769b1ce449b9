// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "core/base/platform/file_handle.h"

namespace bitwright::platform {

/// Waits for something to read, until somebody else wants the wait to end.
class InputWait {
 public:
  enum class Outcome { timedOut, input, other };

  InputWait();
  /// `input`: there is something to read, or its end. `other`: the wait was ended, or an interruption ended it.
  [[nodiscard]] Outcome wait(const FileHandle& input, std::chrono::milliseconds longest) const;
  /// Ends the wait that is, and those to come until `forget()`. From any thread.
  void end() const;
  void forget() const;

 private:
  FileHandle wake_;
};

}  // namespace bitwright::platform
