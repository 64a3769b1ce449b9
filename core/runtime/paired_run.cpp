// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/paired_run.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "core/runtime/values/wire.h"
#include "core/runtime/worker/worker_call.h"

namespace bitwright {

Result<PairedRunResult> runPaired(const PairedRunRequest& request, const Job& job) {
  if (auto checked = checkData(request.data); !checked) return passOn(checked);
  auto steps = nlohmann::json::array();
  for (const auto& step : request.steps) {
    std::vector<std::string> last;
    for (const auto& name : step.last) last.push_back(pathToWire(name));
    steps.push_back({{"reference", pathToWire(step.reference)},
                     {"changed", pathToWire(step.changed)},
                     {"last", last},
                     {"axis", step.channelAxis}});
  }
  const nlohmann::json content{
      {"model", pathToWire(request.model)}, {"data", dataToWire(request.data)}, {"steps", steps}};
  auto answer = callWorker({"walk", content, request.model, request.limits}, job);
  if (!answer) return passOn(answer);
  return understood(request.model, [&]() -> Result<PairedRunResult> {
    PairedRunResult result;
    result.shifts = answer->at("shifts").get<std::vector<std::vector<double>>>();
    result.samples = answer->at("samples").get<std::int64_t>();
    for (const auto& note : answer->at("notes")) result.notes.push_back(messageFromWire(note));
    return result;
  });
}

}  // namespace bitwright
