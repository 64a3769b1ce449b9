// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/observe.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "core/base/files/temporary_folder.h"
#include "core/base/text/nearest_words.h"
#include "core/graph/intermediate_outputs.h"
#include "core/graph/required_inputs.h"
#include "core/runtime/observations_bytes.h"
#include "core/runtime/worker/ask_worker.h"

namespace bitwright {

namespace {

bool isActivation(DataType type) {
  return type == DataType::float32 || type == DataType::float16 || type == DataType::bfloat16;
}

/// The names to observe, each once.
Result<std::vector<std::string>> chosenTensors(const ObserveRequest& request) {
  const auto described = describedActivationTensors(*request.model);
  if (request.tensors.empty()) {
    std::set<std::string> others;
    for (const auto& input : request.model->inputs()) {
      if (!isActivation(input.type)) others.insert(input.name);
    }
    std::vector<std::string> chosen;
    for (const auto& value : described) {
      if (!others.contains(value.name) && (request.beforeClamps || value.fusedActivationOutput.empty()))
        chosen.push_back(value.name);
    }
    return chosen;
  }
  const auto known = activationTensors(*request.model);
  const std::set<std::string> all(known.begin(), known.end());
  std::set<std::string> seen;
  std::vector<std::string> chosen;
  for (const auto& name : request.tensors) {
    if (!all.contains(name)) {
      const auto near = nearestWords(name, known);
      return fail(ErrorKind::input,
                  Message(BW_MESSAGE("runtime.no_such_activation",
                                     "has no value '%1' in its main graph that depends on its inputs"),
                          {name}),
                  request.model->namedPath().string(), {},
                  near.empty()
                      ? Message()
                      : Message(BW_MESSAGE("runtime.nearest_activation", "did you mean %1?"), {joinedByOr(near)}));
    }
    if (seen.insert(name).second) chosen.push_back(name);
  }
  return chosen;
}

/// The copy that outputs what is to be observed. Where the model does so already, it is the model itself.
Result<std::filesystem::path> exposingModel(const ObserveRequest& request, const std::vector<std::string>& tensors,
                                            const std::filesystem::path& folder, const Job& job) {
  std::set<std::string> given;
  for (const auto& input : requiredInputs(*request.model)) given.insert(input.name);
  for (const auto& output : request.model->outputs()) given.insert(output.name);
  std::vector<std::string> hidden;
  std::copy_if(tensors.begin(), tensors.end(), std::back_inserter(hidden),
               [&given](const std::string& name) { return !given.contains(name); });
  if (hidden.empty()) return request.model->path();
  auto copy = folder / "exposing.onnx";
  job.progress(BW_MESSAGE("runtime.exposing", "preparing a copy of the model"), 0.0);
  if (auto written = writeWithIntermediateOutputs(request.model, hidden, copy, job); !written) return passOn(written);
  return copy;
}

}  // namespace

Result<Observations> observe(const ObserveRequest& request, const Job& job) {
  if (auto checked = checkData(request.data); !checked) return passOn(checked);
  auto tensors = chosenTensors(request);
  if (!tensors) return passOn(tensors);
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  auto copy = exposingModel(request, *tensors, folder->path(), job.part(0.0, 0.1));
  if (!copy) return passOn(copy);
  const auto file = folder->path() / "observations";
  ObserveContent content{*copy, request.data, *tensors, !request.tensors.empty(), request.histograms, file};
  // Its ids and states are those of the model, whatever the copy gives.
  if (content.data.idsOf.empty()) content.data.idsOf = request.model->path();
  const auto& named = request.model->namedPath();
  auto answer = askWorker<RequestKind::observe>(content, named, request.limits, job.part(0.1, 1.0));
  if (!answer) {
    if (answer.error().file == copy->string())
      answer.error().file = named.string();  // the person knows nothing of our copy
    return passOn(answer);
  }
  std::ifstream stream(file, std::ios::binary);
  auto observations = observationsFromBytes(std::string(std::istreambuf_iterator<char>(stream), {}));
  if (!observations) observations.error().file = named.string();
  return observations;
}

Result<std::vector<std::string>> floatValues(const std::shared_ptr<const Model>& model, const DataRequest& data,
                                             const Job& job) {
  ObserveRequest request;
  request.model = model;
  request.data.limit = 1;
  request.data.seed = data.seed;
  request.data.idsOf = data.idsOf;
  request.histograms = false;
  request.beforeClamps = true;
  // Made-up inputs tell the types as well, and reading the data only for that would be for nothing.
  auto observed = observe(request, job);
  if (!observed && observed.error().kind == ErrorKind::engine && !data.spec.empty()) {
    request.data = data;
    request.data.limit = 1;
    observed = observe(request, job);
  }
  std::vector<std::string> names;
  if (!observed && observed.error().what.id() == "runtime.nothing_to_observe") return names;  // as in a net of doubles
  if (!observed) return passOn(observed);
  for (const auto& tensor : observed->tensors) names.push_back(tensor.name);
  return names;
}

Result<std::string> hashData(const DataRequest& data, const Job& job) {
  if (auto checked = checkData(data); !checked) return passOn(checked);
  if (data.spec.empty()) return std::string();
  auto answer = askWorker<RequestKind::hash>({data}, data.spec, {}, job);
  if (!answer) return passOn(answer);
  return std::move(answer->sha256);
}

}  // namespace bitwright
