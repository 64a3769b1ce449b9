// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/noise/output_noise.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
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
    auto stored = edit.lateTensor(
        tensor.type, tensor.shape,
        layer.encoded ? decodedBytes(layer.encoded, tensor.bytes.size()) : heldBytes(layer.replacement));
    if (tensor.isGraphInput)
      edit.replaceWithNodes(layer.tensor, {constantNode(std::move(stored), tensor.tensor)});
    else
      edit.replaceWithTensor(layer.tensor, std::move(stored));
  }
}

/// A vector whose switches in `on` are on.
Result<std::filesystem::path> writeSwitches(const std::filesystem::path& file, const std::set<std::size_t>& on,
                                            std::int64_t count) {
  std::vector<float> values(static_cast<std::size_t>(count), 0.0F);
  for (const auto at : on) values[at] = 1.0F;
  const auto bytes = std::as_bytes(std::span(values));
  if (auto written = writeFileAtomically(file, textOf({bytes.data(), bytes.size()})); !written) return passOn(written);
  return file;
}

}  // namespace

Result<std::optional<OutputNoise>> OutputNoise::prepare(const CompressedModel& compressed,
                                                        std::span<const QuantizedPlace> places, const DataRequest& data,
                                                        const Job& job) {
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
    auto written = edit.writeTo(file, {kLargestModelFile, "switches.onnx.data"}, job.part(0.0, 0.5));
    if (!written) return passOn(written);
  }
  auto model = Model::open(file, job.part(0.5, 0.7));
  if (!model) return passOn(model);
  const auto tensors = (*model)->tensors();
  const auto stored =
      std::find_if(tensors.begin(), tensors.end(), [&](const WeightTensor& each) { return each.tensor == name; });
  if (stored == tensors.end()) return std::optional<OutputNoise>();
  const auto step = downstreamSubgraph(**model, std::vector{stored->index}, {});
  if (!step) return std::optional<OutputNoise>();
  TensorVariantsRequest request;
  request.model = file;
  request.part = folder->path() / "part.onnx";
  if (auto written = writeSubgraph(*model, *step, {}, request.part, job.part(0.7, 1.0)); !written)
    return passOn(written);
  for (const auto& output : (*model)->outputs()) request.outputs.push_back(output.name);
  request.tensor = name;
  request.type = DataType::float32;
  request.shape = stored->shape;
  request.data = data;
  request.data.idsOf = compressed.model->path();
  return std::optional(OutputNoise(std::move(*folder), std::move(request), compressed));
}

Result<std::vector<double>> OutputNoise::of(const std::vector<std::set<std::size_t>>& sets, std::int64_t samples,
                                            const Job& job) const {
  job.progress(BW_MESSAGE("export.phase.noise", "Measuring what integers do to the outputs"), 0.0);
  auto request = request_;
  if (request.data.limit == 0 || request.data.limit > samples) request.data.limit = samples;
  for (std::size_t at = 0; at < sets.size(); ++at) {
    auto values = writeSwitches(folder_.path() / fmt::format("on{}", at), sets[at], request.shape.front());
    if (!values) return passOn(values);
    TensorVariant variation;
    variation.values = std::move(*values);
    request.variations.push_back(std::move(variation));
  }
  auto result = evaluateTensorVariants(request, job);
  if (!result) {
    if (result.error().file.starts_with(folder_.path().string()))
      result.error().file = compressed_->model->namedPath().string();  // the person knows nothing of our copy
    return passOn(result);
  }
  std::vector<double> noise;
  for (const auto& change : result->changes)
    noise.push_back(std::isinf(change.sqnrDb) ? 0.0 : std::pow(10.0, -change.sqnrDb / 10.0));
  return noise;
}

}  // namespace bitwright
