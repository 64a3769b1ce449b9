// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/accumulated_outputs.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/files/temporary_folder.h"
#include "core/runtime/values/wire.h"
#include "core/runtime/worker/worker_call.h"

namespace bitwright {

Result<Sums> accumulateOutputs(const AccumulateRequest& request, const Job& job) {
  if (auto checked = checkData(request.data); !checked) return passOn(checked);
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto file = folder->path() / "sums";  // megabytes: too large for a frame
  std::vector<std::string> names;
  for (const auto& name : request.outputs) names.push_back(pathToWire(name));
  const nlohmann::json content{{"model", pathToWire(request.model)},
                               {"data", dataToWire(request.data)},
                               {"outputs", names},
                               {"values", pathToWire(file)}};
  const auto& named = request.named.empty() ? request.model : request.named;
  auto answer = callWorker({"sums", content, named, request.limits}, job);
  if (!answer) {
    if (answer.error().file == request.model.string()) answer.error().file = named.string();
    return passOn(answer);
  }
  return understood(named, [&]() -> Result<Sums> {
    Sums sums;
    sums.samples = answer->at("samples").get<std::int64_t>();
    std::ifstream stream(file, std::ios::binary);
    for (const auto& count : answer->at("counts")) {
      auto& values = sums.outputs.emplace_back(count.get<std::size_t>());
      stream.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(double)));
    }
    if (!stream)
      return fail(ErrorKind::engine, BW_MESSAGE("runtime.sums_lost", "what the engine added up could not be read"),
                  named.string());
    return sums;
  });
}

}  // namespace bitwright
