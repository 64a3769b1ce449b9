// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/modifiers/gptq_modifier.h"

#include <utility>

#include "core/compress/compressed_model.h"
#include "core/compress/layer_hessian.h"

namespace bitwright {

namespace {

/// Each layer by the second hessian of its inputs in the original.
Result<void> chooseCodes(CompressedModel& compressed, const DataRequest& data, const Job& job) {
  std::vector<std::size_t> tensors;
  OtherValues values;
  for (const auto& layer : compressed.layers) {
    if (asksFor(layer, gptqModifier())) tensors.push_back(layer.tensor);
    if ((!compressed.scaledBetweenLayers && compressed.scaled.ranges.empty()) || !layer.rewritten) continue;
    const auto bytes = std::as_bytes(std::span(*layer.rewritten));
    values.emplace(layer.tensor, std::vector(bytes.begin(), bytes.end()));
  }
  BatchedHessians hessians(compressed.model, tensors, std::move(values), data);
  for (std::size_t at = 0; at < tensors.size(); ++at) {
    auto& layer = compressed.layers[tensors[at]];
    const auto& tensor = compressed.model->tensors()[layer.tensor];
    const auto share = [&](double part) {
      return (static_cast<double>(at) + part) / static_cast<double>(tensors.size());
    };
    auto hessian = hessians.of(tensors[at], job.part(share(0.0), share(0.6)));
    if (!hessian) return passOn(hessian);
    job.progress(Message(BW_MESSAGE("gptq.layer", "Choosing the levels of %1"), {tensor.id}), share(0.6));
    const auto reason = (*hessian)->apply(
        layer, layer.rewritten ? *layer.rewritten : toFloat(tensor.bytes, tensor.type, 0, tensor.elementCount()),
        Job(job.stopToken(), {}, job.threads()));
    if (job.stopRequested()) return Failure(cancelledError());
    if (reason.empty()) continue;
    compressed.warnings.emplace_back(BW_MESSAGE("gptq.not", "the levels of %1 are not chosen by GPTQ: %2"),
                                     std::vector<MessageArgument>{tensor.id, reason.text()});
  }
  return {};
}

}  // namespace

const Modifier& gptqModifier() {
  static const Modifier modifier = [] {
    Modifier made{
        "gptq",
        BW_MESSAGE("modifier.gptq", "GPTQ"),
        BW_MESSAGE(
            "modifier.gptq.about",
            "Chooses each weight's level on calibration data, so that it makes up for what the levels of the weights "
            "before it changed of the layer's "
            "result: no byte more, and at 2 to 4 bits often most of the lost accuracy back; needs calibration data."),
        "Frantar et al. 2023, GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers; "
        "Frantar "
        "and Alistarh 2022, Optimal "
        "Brain "
        "Compression",
        {},
        ModifierStage::codes,
        false,
        true};
    made.fit = chooseCodes;
    return made;
  }();
  return modifier;
}

}  // namespace bitwright
