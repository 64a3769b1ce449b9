// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/modifiers/bias_correction_modifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/base/files/temporary_folder.h"
#include "core/graph/bias_layers.h"
#include "core/graph/subgraph.h"
#include "core/runtime/observe.h"
#include "core/runtime/paired_run.h"

namespace bitwright {

namespace {

void warnOf(CompressedModel& compressed, const std::string& layer, const Message& why) {
  compressed.warnings.emplace_back(BW_MESSAGE("bias_correction.not", "the bias of %1 is not corrected: %2"),
                                   std::vector<MessageArgument>{layer, why.text()});
}

/// The nodes whose biases can be corrected; the others are warned of.
std::vector<BiasLayer> correctable(CompressedModel& compressed) {
  std::vector<BiasLayer> nodes;
  std::vector<bool> seen(compressed.layers.size());
  for (auto& node : biasLayers(*compressed.model)) {
    if (!asksFor(compressed.layers[node.weight], biasCorrectionModifier())) continue;
    seen[node.weight] = true;
    if (node.reason.empty() && compressed.layers[node.bias].encoded)
      node.reason = BW_MESSAGE("bias_correction.encoded", "it is compressed itself");
    if (node.reason.empty())
      nodes.push_back(std::move(node));
    else
      warnOf(compressed, node.id, node.reason);
  }
  for (std::size_t index = 0; index < compressed.layers.size(); ++index) {
    if (asksFor(compressed.layers[index], biasCorrectionModifier()) && !seen[index]) {
      warnOf(compressed, compressed.model->tensors()[index].id,
             BW_MESSAGE("bias_correction.place", "it is no Conv, ConvTranspose, Gemm or MatMul of the main graph"));
    }
  }
  return nodes;
}

/// What tensor `index` holds in the reference: equalized or as it is.
ByteView referenceBytes(const CompressedModel& compressed, std::size_t index) {
  const auto& equalized = compressed.layers[index].rewritten;
  return equalized ? std::as_bytes(std::span(*equalized)) : compressed.model->tensors()[index].bytes;
}

OtherValues referenceValues(const CompressedModel& compressed) {
  OtherValues values;
  for (const auto& layer : compressed.layers) {
    if (!layer.rewritten) continue;
    const auto bytes = referenceBytes(compressed, layer.tensor);
    values.emplace(layer.tensor, std::vector(bytes.begin(), bytes.end()));
  }
  return values;
}

OtherValues decodedValues(const CompressedModel& compressed, const Job& job) {
  OtherValues values;
  for (const auto& layer : compressed.layers) {
    if (layer.rewritten && !layer.encoded) {
      const auto bytes = referenceBytes(compressed, layer.tensor);
      values.emplace(layer.tensor, std::vector(bytes.begin(), bytes.end()));
    }
    if (layer.encoded && !job.stopRequested()) values.emplace(layer.tensor, layer.encoded->decodeBytes(job));
  }
  return values;
}

std::shared_ptr<const std::vector<std::byte>> shifted(ByteView bias, const std::vector<double>& shift) {
  auto bytes = std::make_shared<std::vector<std::byte>>(bias.begin(), bias.end());
  for (std::size_t channel = 0; channel < shift.size(); ++channel) {
    float value = 0.0F;
    std::memcpy(&value, bytes->data() + channel * sizeof(float), sizeof(float));
    value = static_cast<float>(static_cast<double>(value) - shift[channel]);
    std::memcpy(bytes->data() + channel * sizeof(float), &value, sizeof(float));
  }
  return bytes;
}

/// Brings `nodes` into the order of the steps.
Result<PairedRunRequest> walkOver(const CompressedModel& compressed, std::vector<BiasLayer>& nodes,
                                  const DataRequest& data, std::span<const std::string> floats,
                                  const std::filesystem::path& folder, const Job& job) {
  const auto reference = referenceValues(compressed);
  const auto decoded = decodedValues(compressed, job);
  std::vector<std::string> stops;
  for (const auto& node : nodes) stops.push_back(node.result);
  const auto steps = splitIntoSubgraphs(*compressed.model, stops, floats);
  std::vector<BiasLayer> ordered;
  for (const auto& step : steps) {
    const auto made = [&step](const BiasLayer& node) { return node.result == step.outputs.front(); };
    ordered.push_back(*std::find_if(nodes.begin(), nodes.end(), made));
  }
  nodes = std::move(ordered);
  PairedRunRequest walk{compressed.model->path(), {}, data, {}};
  for (std::size_t at = 0; at < steps.size(); ++at) {
    const Job writing = job.part(0.3 + 0.7 * static_cast<double>(at) / static_cast<double>(steps.size()),
                                 0.3 + 0.7 * static_cast<double>(at + 1) / static_cast<double>(steps.size()));
    PairedStep step{folder / fmt::format("reference{}.onnx", at), folder / fmt::format("changed{}.onnx", at),
                    steps[at].last, nodes[at].channelAxis};
    if (auto written = writeSubgraph(compressed.model, steps[at], reference, step.reference, writing); !written)
      return passOn(written);
    if (auto written = writeSubgraph(compressed.model, steps[at], decoded, step.changed, writing); !written)
      return passOn(written);
    walk.steps.push_back(std::move(step));
  }
  return walk;
}

Result<void> correctBiases(CompressedModel& compressed, const DataRequest& data, const Job& job) {
  auto floats = floatValues(compressed.model, data, job.part(0.0, 0.1));
  if (!floats) return passOn(floats);
  return correctBiasesAt(compressed, data, *floats, job.part(0.1, 1.0));
}

}  // namespace

Result<void> correctBiasesAt(CompressedModel& compressed, const DataRequest& data, std::span<const std::string> floats,
                             const Job& job) {
  auto nodes = correctable(compressed);
  if (nodes.empty()) return {};
  auto folder = TemporaryFolder::create();
  if (!folder) return passOn(folder);
  auto walk = walkOver(compressed, nodes, data, floats, folder->path(), job.part(0.0, 0.3));
  if (!walk) return passOn(walk);
  auto walked = runPaired(*walk, job.part(0.3, 1.0));
  if (!walked) {
    // The person knows nothing of our pieces of the model.
    if (walked.error().file.starts_with(folder->path().string()))
      walked.error().file = compressed.model->namedPath().string();
    return passOn(walked);
  }
  for (std::size_t at = 0; at < nodes.size() && at < walked->shifts.size(); ++at) {
    auto& bias = compressed.layers[nodes[at].bias];
    const auto before = referenceBytes(compressed, nodes[at].bias);
    if (walked->shifts[at].size() * sizeof(float) != before.size()) {
      warnOf(compressed, nodes[at].id,
             BW_MESSAGE("bias.form", "its bias is no float32 tensor with a value for each channel"));
      continue;
    }
    bias.replacement = shifted(before, walked->shifts[at]);
  }
  return {};
}

const Modifier& biasCorrectionModifier() {
  static const Modifier modifier = [] {
    Modifier made{
        "bias_correction",
        BW_MESSAGE("modifier.bias_correction", "Bias correction"),
        BW_MESSAGE("modifier.bias_correction.about",
                   "Takes off each layer's bias what coarse weights move the mean of its channels by on calibration "
                   "data: no byte more, and at 3 and 4 bits "
                   "often most of the lost accuracy back; needs calibration data and a stored bias."),
        "Nagel et al. 2019, Data-Free Quantization Through Weight Equalization and Bias Correction",
        {},
        ModifierStage::biases,
        false,
        true};
    made.fit = correctBiases;
    return made;
  }();
  return modifier;
}

}  // namespace bitwright
