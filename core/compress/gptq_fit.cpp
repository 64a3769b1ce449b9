// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/gptq_fit.h"

#include <utility>

#include "core/compress/layer_hessian.h"
#include "core/recipe/modifiers/gptq_modifier.h"

namespace bitwright {

namespace {

bool asksForGptq(const CompressedLayer& layer) {
  return layer.encoded && layer.plan.has(gptqModifier());
}

}  // namespace

Result<void> applyGptq(CompressedModel& compressed, const DataRequest& data, const Job& job) {
  std::vector<std::size_t> tensors;
  OtherValues values;
  for (const auto& layer : compressed.layers) {
    if (asksForGptq(layer)) tensors.push_back(layer.tensor);
    if ((!compressed.scaledBetweenLayers && compressed.scaled.ranges.empty()) || !layer.rewritten) continue;
    const auto bytes = std::as_bytes(std::span(*layer.rewritten));
    values.emplace(layer.tensor, std::vector(bytes.begin(), bytes.end()));
  }
  if (tensors.empty()) return {};
  if (data.spec.empty()) {
    return fail(ErrorKind::usage, BW_MESSAGE("gptq.no_data", "GPTQ needs calibration data"), {}, {},
                BW_MESSAGE("bias_correction.name_data",
                           "choose data that fit the model: --calibrate DATA, in the window under Data"));
  }
  BatchedHessians turns(compressed.model, tensors, std::move(values), data);
  for (std::size_t at = 0; at < tensors.size(); ++at) {
    auto& layer = compressed.layers[tensors[at]];
    const auto& tensor = compressed.model->tensors()[layer.tensor];
    const auto share = [&](double part) {
      return (static_cast<double>(at) + part) / static_cast<double>(tensors.size());
    };
    auto moments = turns.of(tensors[at], job.part(share(0.0), share(0.6)));
    if (!moments) return passOn(moments);
    job.progress(Message(BW_MESSAGE("gptq.layer", "Choosing the levels of %1"), {tensor.id}), share(0.6));
    const auto reason = (*moments)->apply(
        layer, layer.rewritten ? *layer.rewritten : toFloat(tensor.bytes, tensor.type, 0, tensor.elementCount()),
        Job(job.stopToken(), {}, job.threads()));
    if (job.stopRequested()) return Failure(cancelledError());
    if (reason.empty()) continue;
    compressed.warnings.emplace_back(BW_MESSAGE("gptq.not", "the levels of %1 are not chosen by GPTQ: %2"),
                                     std::vector<MessageArgument>{tensor.id, reason.text()});
  }
  return {};
}

}  // namespace bitwright
