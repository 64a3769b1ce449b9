// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/sample_view.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/files/temporary_folder.h"
#include "core/runtime/values/output_file.h"
#include "core/runtime/values/wire.h"
#include "core/runtime/worker/worker_call.h"

namespace bitwright {

Result<SampleView> viewSample(const SampleRequest& request, const Job& job) {
  if (auto checked = checkData(request.data); !checked) return passOn(checked);
  if (request.data.spec.empty()) return SampleView{};
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto file = folder->path() / "values";
  const nlohmann::json content{{"model", pathToWire(request.model)},
                               {"data", dataToWire(request.data)},
                               {"index", request.index},
                               {"side", request.side},
                               {"values", pathToWire(file)}};
  auto answer = callWorker({"sample", content, request.data.spec, {}}, job);
  if (!answer) return passOn(answer);
  return understood(request.data.spec, [&]() -> Result<SampleView> {
    SampleView view;
    view.samples = answer->at("samples").get<std::int64_t>();
    view.index = answer->at("index").get<std::int64_t>();
    view.classes = classesFromWire(answer->at("classes"));
    for (const auto& note : answer->at("notes")) view.notes.push_back(messageFromWire(note));
    view.label = answer->at("label").get<std::int64_t>();
    view.file = answer->at("file").get<std::string>();
    view.input = answer->at("input").get<std::string>();
    view.inputShape = answer->at("input_shape").get<std::vector<std::int64_t>>();
    view.storedSize = answer->at("stored_size").get<std::vector<std::int64_t>>();
    view.eightBit = answer->at("eight_bit").get<bool>();
    auto tensors = readOutputs(answer->at("tensors"), file);
    if (!tensors) return passOn(tensors);
    for (auto& tensor : *tensors) (tensor.name == "stored" ? view.stored : view.fed) = std::move(tensor);
    return view;
  });
}

}  // namespace bitwright
