// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/worker_client.h"

#include <utility>

#include "core/base/files/atomic_file.h"
#include "core/base/files/temporary_folder.h"
#include "core/runtime/values/output_file.h"
#include "core/runtime/worker/ask_worker.h"

namespace bitwright {

Result<RuntimeInfo> runtimeInfo(const Job& job) {
  return askWorker<RequestKind::info>({}, {}, {}, job);
}

Result<RunResult> runModel(const RunRequest& request, const Job& job) {
  if (auto checked = checkData(request.data); !checked) return passOn(checked);
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto file = folder->path() / "outputs";
  auto answer = askWorker<RequestKind::run>({request, file}, request.model, request.limits, job);
  if (!answer) return passOn(answer);
  return understood(request.model, [&]() -> Result<RunResult> {
    auto& result = answer->result;
    for (const auto& [stored, target] :
         {std::pair{&answer->outputs, &result.outputs}, std::pair{&answer->ids, &result.ids}}) {
      auto tensors = readOutputs(*stored, file);
      if (!tensors) {
        tensors.error().file = request.model.string();  // the person knows nothing of our temporary file
        return passOn(tensors);
      }
      *target = std::move(*tensors);
    }
    return std::move(result);
  });
}

Result<Timings> timeModels(const TimingRequest& request, const Job& job) {
  if (request.models.empty()) return Timings{};
  if (auto checked = checkData(request.data); !checked) return passOn(checked);
  return askWorker<RequestKind::time>(request, request.models.front(), {}, job);
}

Result<MemoryResult> measureMemory(const std::filesystem::path& model, const DataRequest& data, const Job& job,
                                   bool returnsLargeBlocks) {
  if (auto checked = checkData(data); !checked) return passOn(checked);
  return askWorker<RequestKind::memory>({model, data, returnsLargeBlocks}, model, {}, job);
}

Result<void> writeOptimizedModel(const std::filesystem::path& model, const std::filesystem::path& target,
                                 const Job& job) {
  auto file = AtomicFile::create(target);
  if (!file) return passOn(file);
  auto answer = askWorker<RequestKind::optimize>({model, file->temporaryPath(), {}}, model, {}, job);
  if (!answer) return passOn(answer);
  return file->commit();
}

Result<std::filesystem::path> writeOptimizedGraph(const std::filesystem::path& model,
                                                  const std::filesystem::path& folder, const Job& job) {
  auto target = folder / "optimized.onnx";
  auto answer = askWorker<RequestKind::optimize>({model, target, "optimized.onnx.data"}, model, {}, job);
  if (!answer) return passOn(answer);
  return target;
}

}  // namespace bitwright
