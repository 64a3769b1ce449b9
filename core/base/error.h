// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/message.h"

namespace bitwright {

/// What kind of failure; decides the exit code of the command line (contract.md).
enum class ErrorKind {
  input,         ///< the model, data or recipe is not acceptable (exit 1)
  io,            ///< the file system refused (exit 1)
  engine,        ///< the worker or ONNX Runtime failed, crashed or was stopped (exit 1)
  verification,  ///< what was written is not what was meant (exit 1)
  usage,         ///< a wrong option, spec, scheme, parameter or value (exit 2)
  cancelled,     ///< the person asked to stop (exit 130)
};

/// A failure as a value: what, in which file, where in it, and what to do.
struct Error {
  ErrorKind kind = ErrorKind::input;
  Message what;
  std::string file;   ///< as the person named it; empty where there is none
  std::string where;  ///< node, tensor, line, byte …; empty where there is none
  Message remedy;     ///< what to do; may be empty

  /// The contract's one line without its `error: `: `FILE: what [where]; what to do`.
  [[nodiscard]] std::string line() const;
};

[[nodiscard]] Error cancelledError();

}  // namespace bitwright
