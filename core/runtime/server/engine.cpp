// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/server/engine.h"

#include <new>

#include "core/runtime/server/limits.h"

namespace bitwright {

const Ort::Env& engineEnvironment() {
  static const Ort::Env environment = [] {
    Ort::Env made(ORT_LOGGING_LEVEL_ERROR, "bitwright");
    made.DisableTelemetryEvents();
    return made;
  }();
  return environment;
}

std::string cleanEngineMessage(std::string_view message) { return std::string(message); }

Error engineError(const std::exception& problem, const std::string& file) {
  return {ErrorKind::engine, Message(BW_MESSAGE("runtime.engine_says", "ONNX Runtime: %1"), {std::string(problem.what())}), file, {}, {}};
}

}  // namespace bitwright
