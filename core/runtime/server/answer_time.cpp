// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/server/handlers.h"
#include "core/runtime/server/session.h"
#include "core/runtime/server/timing.h"
#include "core/runtime/wire.h"

namespace bitwright {

Result<nlohmann::json> answerTime(const nlohmann::json& content, const Job& job) {
  const auto request = timingFromWire(content);
  auto timings = measureTimes(request, job);
  if (!timings) return passOn(timings);
  nlohmann::json models = nlohmann::json::array();
  for (const auto& timing : *timings) {
    models.push_back({{"load_ms", timing.loadMs},
                      {"load_samples_ms", timing.loadSamplesMs},
                      {"block_medians_ms", timing.blockMediansMs},
                      {"samples_ms", timing.samplesMs}});
  }
  return nlohmann::json{{"models", std::move(models)}};
}

}  // namespace bitwright
