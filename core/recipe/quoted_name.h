// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace bitwright {

/// The NAME in front of `NAME=…` on the command line.
struct NameHead {
  std::string name;
  bool quoted = false;
  std::string_view rest;  ///< what follows the name: `=…`, or empty
};

/// Takes a name off the front of `text`: up to the first '=', or a "…" in which \" and \\ stand for " and \.
/// ErrorKind::usage where it is empty or its quote is never closed.
[[nodiscard]] Result<NameHead> takeName(std::string_view text);

/// `name` in quotes, as takeName reads it.
[[nodiscard]] std::string quotedName(std::string_view name);

}  // namespace bitwright
