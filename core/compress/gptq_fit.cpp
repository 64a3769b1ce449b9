// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/gptq_fit.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/base/temporary_folder.h"
#include "core/model/input_moments.h"
#include "core/runtime/sums.h"

namespace bitwright {

namespace {

WeightRows layoutOf(const InputMoment& moment) {
  return {moment.groups, moment.rows, moment.columns, moment.rowStride, moment.columnStride};
}

bool asksForIt(const CompressedLayer& layer) {
  return layer.encoded && layer.plan.usesGptq;
}

}  // namespace

Result<LayerMoments> LayerMoments::measure(const std::shared_ptr<const Model>& model, std::span<const std::size_t> tensors, const OtherValues& values,
                                           const DataRequest& data, const Job& job) {
  const std::set<std::size_t> wanted(tensors.begin(), tensors.end());
  LayerMoments measured;
  std::vector<InputMoment> moments;
  for (auto& moment : inputMoments(*model)) {
    if (!wanted.contains(moment.weight)) continue;
    auto [found, isNew] = measured.layers_.try_emplace(moment.weight, Of{layoutOf(moment), {}, moment.reason});
    // One weight of several layers serves all their inputs.
    if (!isNew && moment.reason.empty() && found->second.reason.empty() && !(found->second.layout == layoutOf(moment)))
      moment.reason = found->second.reason = BW_MESSAGE("gptq.shared", "several layers read it in different ways");
    if (moment.reason.empty()) moments.push_back(std::move(moment));
  }
  if (moments.empty()) return measured;
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  SumsRequest request;
  request.model = folder->path() / "moments.onnx";
  request.named = model->namedPath();
  request.data = data;
  request.data.idsOf = model->path();
  auto names = writeInputMoments(model, moments, values, request.model, job.part(0.0, 0.1));
  if (!names) return passOn(names);
  request.outputs = std::move(*names);
  auto sums = sumOutputs(request, job.part(0.1, 1.0));
  if (!sums) return passOn(sums);
  for (std::size_t at = 0; at < moments.size() && at < sums->outputs.size(); ++at) {
    auto& layer = measured.layers_.at(moments[at].weight);
    const auto& sum = sums->outputs[at];
    const auto& layout = layer.layout;
    if (sum.size() != static_cast<std::size_t>(layout.groups * layout.columns * layout.columns)) {
      layer.reason = BW_MESSAGE("gptq.inputs", "its inputs have another form than its weight takes");
      continue;
    }
    layer.moments.resize(sum.size(), 0.0);
    for (std::size_t i = 0; i < sum.size(); ++i) layer.moments[i] += sum[i];
  }
  return measured;
}

Message LayerMoments::apply(CompressedLayer& layer, std::span<const float> weights, const Job& job) const {
  const auto found = layers_.find(layer.tensor);
  if (found == layers_.end()) return BW_MESSAGE("gptq.place", "it is no Conv, Gemm or MatMul of the main graph");
  if (!found->second.reason.empty()) return found->second.reason;
  if (!canCompensate(*layer.encoded)) return BW_MESSAGE("gptq.levels", "its weights are stored as floats, with no levels to choose from");
  auto tensor = compensated(*layer.encoded, weights, found->second.layout, found->second.moments, job);
  layer.error = compareValues(weights, tensor.decode(job), job);
  layer.encoded = std::make_shared<const EncodedTensor>(std::move(tensor));
  return {};
}

bool usesGptq(const CompressedModel& compressed) {
  return std::any_of(compressed.layers.begin(), compressed.layers.end(), asksForIt);
}

Result<void> applyGptq(CompressedModel& compressed, const DataRequest& data, const Job& job) {
  std::vector<std::size_t> tensors;
  OtherValues values;
  for (const auto& layer : compressed.layers) {
    if (asksForIt(layer)) tensors.push_back(layer.tensor);
    if (!compressed.scaledBetweenLayers || !layer.equalized) continue;
    const auto bytes = std::as_bytes(std::span(*layer.equalized));
    values.emplace(layer.tensor, std::vector(bytes.begin(), bytes.end()));
  }
  if (tensors.empty()) return {};
  auto moments = LayerMoments::measure(compressed.model, tensors, values, data, job.part(0.0, 0.6));
  if (!moments) return passOn(moments);
  for (std::size_t at = 0; at < tensors.size(); ++at) {
    auto& layer = compressed.layers[tensors[at]];
    const auto& tensor = compressed.model->tensors()[layer.tensor];
    job.progress(Message(BW_MESSAGE("gptq.layer", "Choosing the levels of %1"), {tensor.id}),
                 0.6 + 0.4 * static_cast<double>(at) / static_cast<double>(tensors.size()));
    const auto reason = moments->apply(layer, layer.equalized ? *layer.equalized : toFloat(tensor.bytes, tensor.type, 0, tensor.elementCount()),
                                       Job(job.stopToken(), {}, job.threads()));
    if (job.stopRequested()) return Failure(cancelledError());
    if (reason.empty()) continue;
    compressed.warnings.emplace_back(BW_MESSAGE("gptq.not", "the levels of %1 are not chosen by GPTQ: %2"),
                                     std::vector<MessageArgument>{tensor.id, reason.text()});
  }
  return {};
}

}  // namespace bitwright
