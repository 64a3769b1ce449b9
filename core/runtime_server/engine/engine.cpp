// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime_server/engine/engine.h"

#include <cmath>
#include <new>
#include <string_view>
#include <utility>

#include "core/runtime_server/engine/engine_message.h"
#include "core/runtime_server/engine/limits.h"

namespace bitwright {

const Ort::Env& engineEnvironment() {
  static const Ort::Env environment = [] {
    Ort::Env made(ORT_LOGGING_LEVEL_ERROR, "bitwright");
    made.DisableTelemetryEvents();
    // Nothing is taken before a session asks to share it (SessionSettings::sharedArena).
    const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
    const Ort::ArenaCfg arena(0, -1, -1, -1);  // all as for a session's own
    made.CreateAndRegisterAllocator(memory, arena);
    return made;
  }();
  return environment;
}

Error engineError(const std::exception& problem, const std::string& file) {
  const std::string_view said = problem.what();
  const bool memory = dynamic_cast<const std::bad_alloc*>(&problem) != nullptr ||
                      said.find("bad_alloc") != std::string_view::npos ||
                      said.find("Failed to allocate memory") != std::string_view::npos;
  if (memory) {
    const double gigabytes = static_cast<double>(memoryLimit()) / 1e9;
    return {ErrorKind::engine,
            Message(BW_MESSAGE("runtime.out_of_memory", "needs more memory than the limit of %1 GB"),
                    {std::round(gigabytes * 10) / 10}),
            file,
            readEngineMessage(said).where,
            {}};
  }
  auto [text, where] = readEngineMessage(said);
  if (text.starts_with("Protobuf parsing failed"))
    return {ErrorKind::engine,
            BW_MESSAGE("runtime.not_readable", "ONNX Runtime cannot read it as an ONNX model"),
            file,
            {},
            {}};
  if (text.empty())
    return {ErrorKind::engine,
            BW_MESSAGE("runtime.engine_refuses", "ONNX Runtime refuses it and gives no reason"),
            file,
            std::move(where),
            {}};
  return {ErrorKind::engine,
          Message(BW_MESSAGE("runtime.engine_says", "ONNX Runtime cannot run it: %1"), {std::move(text)}),
          file,
          std::move(where),
          {}};
}

}  // namespace bitwright
