// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/modifiers/smoothquant_modifier.h"

#include <utility>
#include <vector>

#include "core/compress/input_scaling.h"

namespace bitwright {

namespace {

Result<SmoothingFactors> chooseSmoothing(const ScalingSite& site, const Job&) {
  std::vector<std::vector<float>> values;
  std::vector<MetWeight> weights;
  for (const auto& weight : site.group.weights) values.push_back(toFloat(site.model.tensors()[weight.tensor]));
  for (std::size_t i = 0; i < values.size(); ++i) weights.push_back({values[i], site.group.weights[i].inputs});
  return smoothingFactors(site.statistics, weights);
}

Result<Smoothing> smoothInputs(const std::shared_ptr<const Model>& model, const Recipe& recipe, const DataRequest& data,
                               const Job& job) {
  return scaleInputs(model, recipe, data, smoothquantModifier(), chooseSmoothing, job);
}

}  // namespace

const Modifier& smoothquantModifier() {
  static const Modifier modifier = [] {
    Modifier made{
        "smoothquant",
        BW_MESSAGE("modifier.smoothquant", "SmoothQuant"),
        BW_MESSAGE("modifier.smoothquant.about",
                   "Scales the channels that a MatMul or Gemm reads until none is much larger than the others, and its "
                   "weights the other way, as far as calibration data say that it pays: for transformers whose "
                   "activations become integers; a Mul is added where no normalization in front can take the factors."),
        "Xiao et al. 2023, SmoothQuant: Accurate and Efficient Post-Training Quantization for Large Language Models",
        {},
        ModifierStage::inputs};
    made.smooth = smoothInputs;
    return made;
  }();
  return modifier;
}

}  // namespace bitwright
