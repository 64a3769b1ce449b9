// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/sample_view.h"

#include <utility>

#include "core/base/files/temporary_folder.h"
#include "core/runtime/values/output_file.h"
#include "core/runtime/worker/ask_worker.h"

namespace bitwright {

Result<SampleView> viewSample(const SampleRequest& request, const Job& job) {
  if (auto checked = checkData(request.data); !checked) return passOn(checked);
  if (request.data.spec.empty()) return SampleView{};
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto file = folder->path() / "values";
  auto answer = askWorker<RequestKind::sample>({request, file}, request.data.spec, {}, job);
  if (!answer) return passOn(answer);
  return understood(request.data.spec, [&]() -> Result<SampleView> {
    auto& view = answer->view;
    auto tensors = readOutputs(answer->tensors, file);
    if (!tensors) return passOn(tensors);
    for (auto& tensor : *tensors) (tensor.name == "stored" ? view.stored : view.fed) = std::move(tensor);
    return std::move(view);
  });
}

}  // namespace bitwright
