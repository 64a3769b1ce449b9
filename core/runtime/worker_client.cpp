// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/worker_client.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/files/atomic_file.h"
#include "core/base/files/temporary_folder.h"
#include "core/runtime/values/output_file.h"
#include "core/runtime/values/timing_wire.h"
#include "core/runtime/values/wire.h"
#include "core/runtime/worker/worker_call.h"

namespace bitwright {

using nlohmann::json;

Result<RuntimeInfo> runtimeInfo(const Job& job) {
  auto answer = callWorker({"info", {}, {}, {}}, job);
  if (!answer) return passOn(answer);
  return understood({}, [&]() -> Result<RuntimeInfo> {
    return RuntimeInfo{answer->at("onnxruntime").get<std::string>(), answer->at("cpu").get<std::string>(),
                       answer->at("features").get<std::vector<std::string>>()};
  });
}

Result<RunResult> runModel(const RunRequest& request, const Job& job) {
  if (auto checked = checkData(request.data); !checked) return passOn(checked);
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto file = folder->path() / "outputs";
  json content = runToWire(request);
  content["outputs"] = pathToWire(file);
  auto answer = callWorker({"run", std::move(content), request.model, request.limits}, job);
  if (!answer) return passOn(answer);
  return understood(request.model, [&]() -> Result<RunResult> {
    RunResult result;
    for (const auto& [key, target] : {std::pair{"outputs", &result.outputs}, std::pair{"ids", &result.ids}}) {
      auto tensors = readOutputs(answer->at(key), file);
      if (!tensors) {
        tensors.error().file = request.model.string();  // the person knows nothing of our temporary file
        return passOn(tensors);
      }
      *target = std::move(*tensors);
    }
    result.labels = answer->at("labels").get<std::vector<std::int64_t>>();
    if (const auto& problem = answer->at("label_problem"); !problem.is_null())
      result.labelProblem = errorFromWire(problem);
    result.samples = answer->at("samples").get<std::int64_t>();
    result.synthesised = answer->at("synthesised").get<bool>();
    result.dataSha256 = answer->at("sha256").get<std::string>();
    result.classes = classesFromWire(answer->at("classes"));
    for (const auto& note : answer->at("notes")) result.notes.push_back(messageFromWire(note));
    result.seconds = answer->at("seconds").get<double>();
    result.longestInferenceSeconds = answer->at("longest").get<double>();
    return result;
  });
}

Result<Timings> timeModels(const TimingRequest& request, const Job& job) {
  if (request.models.empty()) return Timings{};
  if (auto checked = checkData(request.data); !checked) return passOn(checked);
  auto answer = callWorker({"time", timingToWire(request), request.models.front(), {}}, job);
  if (!answer) return passOn(answer);
  return understood(request.models.front(), [&]() -> Result<Timings> { return timingsFromWire(*answer); });
}

Result<MemoryResult> measureMemory(const std::filesystem::path& model, const DataRequest& data, const Job& job) {
  if (auto checked = checkData(data); !checked) return passOn(checked);
  auto answer = callWorker({"memory", {{"model", pathToWire(model)}, {"data", dataToWire(data)}}, model, {}}, job);
  if (!answer) return passOn(answer);
  return understood(model, [&]() -> Result<MemoryResult> {
    return MemoryResult{answer->at("load_peak_bytes").get<std::uint64_t>(),
                        answer->at("resident_bytes").get<std::uint64_t>()};
  });
}

Result<void> writeOptimizedModel(const std::filesystem::path& model, const std::filesystem::path& target,
                                 const Job& job) {
  auto file = AtomicFile::create(target);
  if (!file) return passOn(file);
  const json content{{"model", pathToWire(model)}, {"target", pathToWire(file->temporaryPath())}};
  if (auto answer = callWorker({"optimize", content, model, {}}, job); !answer) return passOn(answer);
  return file->commit();
}

}  // namespace bitwright
