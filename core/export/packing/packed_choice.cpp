// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/packing/packed_choice.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/compress/encode_layers.h"
#include "core/export/blocks/packed_readers.h"
#include "core/export/format/dequantize_graph.h"
#include "core/export/packing/layer_timing.h"
#include "core/graph/main_graph.h"
#include "core/runtime/kernel_precision.h"

namespace bitwright {

namespace {

constexpr std::int64_t kLeastWeights = std::int64_t{1} << 16;  // of fewer neither time nor memory is seen
constexpr std::int64_t kLeastLifted = 4096;                    // of fewer the file gains less than a lift may add to it
constexpr std::int64_t kMostWeights = std::int64_t{400'000'000};  // what one ONNX file holds as floats
constexpr std::int64_t kMostRows = std::int64_t{1} << 20;         // beyond, which form is quicker changes no more
constexpr double kAsFast = 0.95;                                  // what is as fast but for noise wins by its memory

/// A layer whose form is open.
struct Open {
  std::size_t tensor = 0;
  const onnx::NodeProto* product = nullptr;  ///< that multiplies by it; null: rows of it are looked up
};

std::optional<std::int64_t> bitsOf(const LayerPlan& plan) {
  if (plan.untouched || plan.scheme == nullptr || plan.scheme->id() != "uniform") return std::nullopt;
  const auto bits = integerOf(plan.values, "bits");
  return bits == 2 || bits == 4 || bits == 8 ? std::optional(bits) : std::nullopt;
}

/// `products`: those too, not tables alone.
std::vector<Open> openLayers(const Model& model, const std::vector<LayerPlan>& plans, bool products) {
  std::vector<Open> open;
  const auto& graph = mainGraph(model);
  for (const auto& plan : plans) {
    const auto& tensor = model.tensors()[plan.tensor];
    if (!bitsOf(plan) || plan.activation) continue;
    if (tensor.elementCount() < kLeastWeights || tensor.elementCount() > kMostWeights) continue;
    const auto readers = packedReaders(model, tensor);
    if (!readers) continue;
    const auto& node = graph.node(readers->nodes.front());
    if (readers->lookup)
      open.push_back({plan.tensor, nullptr});
    else if (products && layerAlone(node, tensor.shape, 1))
      open.push_back({plan.tensor, &node});
  }
  return open;
}

/// Rows of activations that meet each weight in one inference, by its name; nothing of those that were not seen.
std::unordered_map<std::string, std::int64_t> rowsOf(const Model& model, const std::vector<Open>& open,
                                                     const DataRequest& data, const Job& job) {
  std::unordered_map<std::string, std::int64_t> rows;
  auto one = data;
  one.limit = 1;
  const auto arithmetic = findKernelPrecision(model.path(), one, job);
  if (!arithmetic) return rows;  // what is wrong with the data is told where they are needed
  std::unordered_map<std::string, std::int64_t> weights;
  for (const auto& layer : open) {
    const auto& tensor = model.tensors()[layer.tensor];
    weights.emplace(tensor.tensor, tensor.elementCount());
  }
  for (const auto& node : arithmetic->nodes) {
    for (const auto& operand : node.operands) {
      if (const auto found = weights.find(operand); found != weights.end())
        rows[operand] = std::max<std::int64_t>(1, node.multiplyAccumulates / found->second);
    }
  }
  return rows;
}

/// As many digits as mean something.
double inThreeDigits(double value) {
  if (!(value > 0.0)) return value;
  const double unit = std::pow(10.0, std::floor(std::log10(value)) - 2.0);
  return std::round(value / unit) * unit;
}

Message whyPacked(const FormTimes& times, std::int64_t rows) {
  return {BW_MESSAGE("packing.packed", "kept packed: %1 rows take %2 ms so, %3 ms decoded"),
          {rows, inThreeDigits(times.packedMs), inThreeDigits(times.floatMs)}};
}

Message whyLookedUp() {
  return BW_MESSAGE("packing.looked_up", "kept packed: only the rows that are looked up are decoded");
}

Message whyDecoded(const FormTimes& times, std::int64_t rows) {
  return {BW_MESSAGE("packing.decoded", "decoded when it is loaded: %1 rows take %2 ms so, %3 ms packed"),
          {rows, inThreeDigits(times.floatMs), inThreeDigits(times.packedMs)}};
}

}  // namespace

void keepPacked(CompressedModel& compressed, const Model& model, const PackedChoice& choice) {
  if (choice.why.empty()) return;
  std::unordered_map<std::string, std::size_t> chosen;
  for (const auto& tensor : model.tensors()) {
    if (tensor.scope.empty() && !choice.why[tensor.index].empty()) chosen.emplace(tensor.tensor, tensor.index);
  }
  for (auto& layer : compressed.layers) {
    const auto& tensor = compressed.model->tensors()[layer.tensor];
    const auto found = tensor.scope.empty() ? chosen.find(tensor.tensor) : chosen.end();
    if (found == chosen.end() || !layer.encoded) continue;
    const bool packed = choice.packed[found->second];
    const auto readers = packed ? packedReaders(*compressed.model, tensor) : std::nullopt;
    if (packed && (!readers || !packedFor(*readers, *layer.encoded))) continue;
    layer.packed = packed;
    layer.formReason = choice.why[found->second];
  }
}

Result<std::int64_t> opsetOfForms(const Model& model, const Recipe& recipe) {
  auto resolved = resolve(recipe, model);
  if (!resolved) return passOn(resolved);
  std::int64_t least = 0;
  for (const auto& plan : resolved->layers) {
    if (plan.untouched || plan.scheme == nullptr || plan.scheme->id() != "uniform") continue;
    if (model.tensors()[plan.tensor].elementCount() < kLeastLifted) continue;
    const auto bits = integerOf(plan.values, "bits");
    const auto granularity = choiceOf(plan.values, "granularity");
    const auto ofGroups = granularity == "block"     ? kBlockOpset
                          : granularity == "channel" ? kAxisOpset
                                                     : kDequantizeOpset;
    const auto ofBits = bits <= 2 ? kTwoBitOpset : bits <= 4 || bits > 8 ? kBlockOpset : kDequantizeOpset;
    least = std::max({least, ofGroups, ofBits});
  }
  return least;
}

Result<PackedChoice> chooseTables(const Model& model, const Recipe& recipe) {
  PackedChoice choice;
  auto resolved = resolve(recipe, model);
  if (!resolved) return passOn(resolved);
  const auto open = openLayers(model, resolved->layers, false);
  if (open.empty()) return choice;
  choice.why.resize(model.tensors().size());
  choice.packed.assign(model.tensors().size(), false);
  for (const auto& layer : open) {
    choice.packed[layer.tensor] = true;
    choice.why[layer.tensor] = whyLookedUp();
  }
  return choice;
}

Result<PackedChoice> choosePacked(const Model& model, const Recipe& recipe, const DataRequest& data, std::int64_t batch,
                                  const Job& job) {
  PackedChoice choice;
  if (recipe.activations.mode != ActivationMode::none) return choice;
  auto resolved = resolve(recipe, model);
  if (!resolved) return passOn(resolved);
  const auto& plans = resolved->layers;
  const auto open = openLayers(model, plans, true);
  if (open.empty()) return choice;
  job.progress(BW_MESSAGE("packing.phase", "Timing layers in both forms"), 0.0);
  const auto rows = rowsOf(model, open, data, job.part(0.0, 0.2));
  std::map<std::string, std::optional<FormTimes>> known;
  choice.why.resize(model.tensors().size());
  choice.packed.assign(model.tensors().size(), false);
  for (std::size_t at = 0; at < open.size(); ++at) {
    if (job.stopRequested()) return Failure(cancelledError());
    const auto& tensor = model.tensors()[open[at].tensor];
    if (open[at].product == nullptr) {
      choice.packed[open[at].tensor] = true;
      choice.why[open[at].tensor] = whyLookedUp();
      continue;
    }
    const auto& plan = plans[open[at].tensor];
    const auto seen = rows.find(tensor.tensor);
    const auto once = seen != rows.end() ? seen->second : 1;
    const auto layer = layerAlone(*open[at].product, tensor.shape, batch > kMostRows / once ? kMostRows : once * batch);
    if (!layer) continue;
    auto key = layer->reader.op_type() + std::to_string(layer->rows) + "," + std::to_string(tensor.shape[0]) + "," +
               std::to_string(tensor.shape[1]) + "," + (layer->transposed ? "T" : "") + plan.spec.text();
    auto found = known.find(key);
    if (found == known.end()) {
      const double from = 0.2 + 0.8 * static_cast<double>(at) / static_cast<double>(open.size());
      auto encoded = compressLayer(model, plans, open[at].tensor, Job(job.stopToken(), {}, job.threads()));
      if (!encoded) return passOn(encoded);
      std::optional<FormTimes> times;
      if (encoded->encoded) {
        auto timed = timeForms(*layer, *encoded->encoded, job.part(from, from));
        if (!timed) return passOn(timed);
        times = *timed;
      }
      found = known.emplace(std::move(key), times).first;
    }
    if (!found->second) continue;
    const bool packed = found->second->speedup >= kAsFast;
    choice.packed[open[at].tensor] = packed;
    choice.why[open[at].tensor] =
        packed ? whyPacked(*found->second, layer->rows) : whyDecoded(*found->second, layer->rows);
  }
  return choice;
}

}  // namespace bitwright
