// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "core/base/error.h"

namespace bitwright {

/// A value or the error that stood in its way (std::expected's interface; it is C++23).
template <class T>
using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

/// `return fail(ErrorKind::input, BW_MESSAGE(…), …)` from any function that gives a Result.
[[nodiscard]] inline Failure fail(ErrorKind kind, Message what, std::string file = {}, std::string where = {},
                                  Message remedy = {}) {
  return Failure(Error{kind, std::move(what), std::move(file), std::move(where), std::move(remedy)});
}

/// Hands an error on: `if (!r) return passOn(r);`
template <class T>
[[nodiscard]] Failure passOn(Result<T>& result) {
  return Failure(std::move(result.error()));
}
template <class T>
[[nodiscard]] Failure passOn(Result<T>&& result) {
  return Failure(std::move(result.error()));
}

}  // namespace bitwright
