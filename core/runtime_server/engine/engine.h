// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnxruntime_cxx_api.h>

#include <exception>
#include <string>
#include <type_traits>

#include "core/base/result.h"

namespace bitwright {

/// ONNX Runtime's environment, made at the first call.
[[nodiscard]] const Ort::Env& engineEnvironment();

/// An exception that reached the edge, as an error of ErrorKind::engine; what looks like a lack of memory says so and
/// names the limit.
[[nodiscard]] Error engineError(const std::exception& problem, const std::string& file);

/// Runs `body`, which uses ONNX Runtime, and turns what it throws into an Error: nothing is thrown beyond this edge.
template <class Body>
auto atEngine(const std::string& file, Body&& body) -> Result<std::invoke_result_t<Body>> {
  try {
    if constexpr (std::is_void_v<std::invoke_result_t<Body>>) {
      body();
      return {};
    } else {
      return body();
    }
  } catch (const std::exception& problem) {  // Ort::Exception, std::bad_alloc
    return Failure(engineError(problem, file));
  }
}

}  // namespace bitwright
