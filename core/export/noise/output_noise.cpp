// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/noise/output_noise.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/base/bytes.h"
#include "core/base/files/atomic_file.h"
#include "core/base/files/temporary_folder.h"
#include "core/export/decode/node_writer.h"
#include "core/export/verify/export_check.h"
#include "core/graph/subgraph.h"
#include "core/lowering/rewrite/quantization_switches.h"
#include "core/model/writing/model_edit.h"
#include "core/runtime/tensor_variants.h"

namespace bitwright {

namespace {

constexpr const char* kSwitches = "switches";

/// The model with what its layers decode to, as floats.
void storeDecoded(const CompressedModel& compressed, ModelEdit& edit) {
  for (const auto& layer : compressed.layers) {
    if (!layer.encoded && !layer.replacement) continue;
    const auto& tensor = compressed.model->tensors()[layer.tensor];
    auto stored = edit.lateTensor(tensor.type, tensor.shape,
                                  layer.encoded ? decodedBytes(layer.encoded, tensor.bytes.size())
                                                : heldBytes(layer.replacement));
    if (tensor.isGraphInput)
      edit.replaceWithNodes(layer.tensor, {constantNode(std::move(stored), tensor.tensor)});
    else
      edit.replaceWithTensor(layer.tensor, std::move(stored));
  }
}

/// A vector with one of `count` switches on.
Result<std::filesystem::path> writeOneOn(const std::filesystem::path& folder, std::size_t at, std::size_t count) {
  std::vector<float> values(count, 0.0F);
  values[at] = 1.0F;
  auto file = folder / fmt::format("on{}", at);
  const auto bytes = std::as_bytes(std::span(values));
  if (auto written = writeFileAtomically(file, textOf({bytes.data(), bytes.size()})); !written) return passOn(written);
  return file;
}

}  // namespace

Result<std::vector<double>> measureOutputNoise(const CompressedModel& compressed,
                                               std::span<const QuantizedPlace> places, const DataRequest& data,
                                               const Job& job) {
  job.progress(BW_MESSAGE("export.phase.noise", "Measuring what integers do to the outputs"), 0.0);
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  const auto file = folder->path() / "switches.onnx";
  std::string name;
  {
    ModelEdit edit(compressed.model);
    storeDecoded(compressed, edit);
    name = edit.freshPrefix() + kSwitches;
    edit.addPass([&](onnx::ModelProto& model) {
      writeQuantizationSwitches(model, places, compressed, name, edit.freshPrefix());
    });
    auto written = edit.writeTo(file, {kLargestModelFile, "switches.onnx.data"}, job.part(0.0, 0.1));
    if (!written) return passOn(written);
  }
  auto model = Model::open(file, job.part(0.1, 0.15));
  if (!model) return passOn(model);
  const auto tensors = (*model)->tensors();
  const auto stored =
      std::find_if(tensors.begin(), tensors.end(), [&](const WeightTensor& each) { return each.tensor == name; });
  if (stored == tensors.end()) return std::vector<double>{};
  const auto step = downstreamSubgraph(**model, std::vector{stored->index}, {});
  if (!step) return std::vector<double>{};
  TensorVariantsRequest request;
  request.model = file;
  request.part = folder->path() / "part.onnx";
  if (auto written = writeSubgraph(*model, *step, {}, request.part, job.part(0.15, 0.2)); !written)
    return passOn(written);
  for (const auto& output : (*model)->outputs()) request.outputs.push_back(output.name);
  request.tensor = name;
  request.type = DataType::float32;
  request.shape = stored->shape;
  request.data = data;
  request.data.idsOf = compressed.model->path();
  if (request.data.limit == 0 || request.data.limit > kNoiseSamples) request.data.limit = kNoiseSamples;
  for (std::size_t at = 0; at < places.size(); ++at) {
    auto values = writeOneOn(folder->path(), at, places.size());
    if (!values) return passOn(values);
    TensorVariant variation;
    variation.values = std::move(*values);
    request.variations.push_back(std::move(variation));
  }
  auto result = evaluateTensorVariants(request, job.part(0.2, 1.0));
  if (!result) {
    if (result.error().file.starts_with(folder->path().string()))
      result.error().file = compressed.model->namedPath().string();
    return passOn(result);
  }
  std::vector<double> noise;
  for (const auto& change : result->changes) {
    noise.push_back(std::isinf(change.sqnrDb) ? 0.0 : std::pow(10.0, -change.sqnrDb / 10.0));
  }
  return noise;
}

}  // namespace bitwright
