// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/accumulated_outputs.h"

#include <fstream>

#include "core/base/files/temporary_folder.h"
#include "core/runtime/worker/ask_worker.h"

namespace bitwright {

Result<Sums> accumulateOutputs(const AccumulateRequest& request, const Job& job) {
  if (auto checked = checkData(request.data); !checked) return passOn(checked);
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto file = folder->path() / "sums";  // megabytes: too large for a frame
  const auto& named = request.named.empty() ? request.model : request.named;
  auto answer = askWorker<RequestKind::accumulate>({request.model, request.data, request.outputs, file}, named,
                                                   request.limits, job);
  if (!answer) {
    if (answer.error().file == request.model.string()) answer.error().file = named.string();
    return passOn(answer);
  }
  return understood(named, [&]() -> Result<Sums> {
    Sums sums;
    sums.samples = answer->samples;
    std::ifstream stream(file, std::ios::binary);
    for (const auto count : answer->counts) {
      auto& values = sums.outputs.emplace_back(count);
      stream.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(double)));
    }
    if (!stream)
      return fail(ErrorKind::engine, BW_MESSAGE("runtime.sums_lost", "what the engine added up could not be read"),
                  named.string());
    return sums;
  });
}

}  // namespace bitwright
