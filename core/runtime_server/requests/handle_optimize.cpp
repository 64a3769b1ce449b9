// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/values/wire.h"
#include "core/runtime_server/engine/session.h"
#include "core/runtime_server/requests/handlers.h"

namespace bitwright {

Result<nlohmann::json> handleOptimize(const nlohmann::json& content, const Job& job) {
  const auto model = pathFromWire(content.at("model").get<std::string>());
  const auto target = pathFromWire(content.at("target").get<std::string>());
  job.progress(BW_MESSAGE("runtime.optimizing", "optimizing the graph"), 0.0);
  auto session = Session::load(model, {.spin = false, .optimizedCopy = target}, job);
  if (!session) return passOn(session);
  return nlohmann::json::object();
}

}  // namespace bitwright
