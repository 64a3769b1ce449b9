// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/evaluation/size/layer_sizes.h"

namespace bitwright {

std::vector<LayerSize> layerSizes(const CompressedModel& compressed, const ExportResult& exported) {
  std::vector<LayerSize> list;
  for (const auto& layer : compressed.layers) {
    const auto& tensor = compressed.model->tensors()[layer.tensor];
    if (!tensor.compressible) continue;
    LayerSize size;
    size.id = tensor.id;
    size.tensor = tensor.tensor;
    size.spec = layer.encoded ? layer.plan.spec.text() : "keep";
    size.weights = tensor.elementCount();
    size.originalBytes = tensor.bytes.size();
    size.bytes = exported.layerBytes.at(layer.tensor);
    size.bitsPerWeight = layer.bitsPerWeight;
    if (layer.encoded) size.sqnrDb = layer.error.sqnrDb;
    list.push_back(std::move(size));
  }
  return list;
}

}  // namespace bitwright
