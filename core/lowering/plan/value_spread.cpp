// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/plan/value_spread.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

#include "core/graph/activation_bounds.h"
#include "core/graph/linear_layer.h"
#include "core/graph/output_channels.h"
#include "core/lowering/plan/folded_norms.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

/// Their results do not have the sizes of what they read: they weigh, normalize, bound or count it.
constexpr std::array<std::string_view, 32> kEnds{"Conv",
                                                 "ConvTranspose",
                                                 "ConvInteger",
                                                 "MatMul",
                                                 "MatMulInteger",
                                                 "Gemm",
                                                 "Einsum",
                                                 "LSTM",
                                                 "GRU",
                                                 "RNN",
                                                 "Softmax",
                                                 "LogSoftmax",
                                                 "Hardmax",
                                                 "Sigmoid",
                                                 "Tanh",
                                                 "Erf",
                                                 "Softsign",
                                                 "HardSigmoid",
                                                 "LayerNormalization",
                                                 "Sign",
                                                 "ArgMax",
                                                 "ArgMin",
                                                 "Shape",
                                                 "Size",
                                                 "NonZero",
                                                 "LRN",
                                                 "BatchNormalization",
                                                 "LpNormalization",
                                                 "MeanVarianceNormalization",
                                                 "InstanceNormalization",
                                                 "GroupNormalization",
                                                 "RMSNormalization"};

/// They give a part of what they read, or bound it: nothing becomes larger, and what is small stays.
constexpr std::array<std::string_view, 8> kPicks{"Slice",    "Split", "Gather", "GatherElements",
                                                 "GatherND", "Clip",  "Relu",   "Min"};

template <class Words>
bool isAmong(const Words& words, const onnx::NodeProto& node) {
  return isDefaultDomain(node.domain()) && std::find(words.begin(), words.end(), node.op_type()) != words.end();
}

bool isOp(const onnx::NodeProto& node, std::string_view op) {
  return isDefaultDomain(node.domain()) && node.op_type() == op;
}

/// The values that a node puts side by side in one; none where it does otherwise.
std::vector<std::string> partsOf(const onnx::NodeProto& node) {
  const auto& inputs = node.input();
  if (isOp(node, "Concat")) return {inputs.begin(), inputs.end()};
  if (isOp(node, "Where") && inputs.size() == 3) return {inputs.Get(1), inputs.Get(2)};
  if ((isOp(node, "ScatterND") || isOp(node, "ScatterElements")) && inputs.size() == 3)
    return {inputs.Get(0), inputs.Get(2)};
  return {};
}

double sizeOf(const ActivationRange& range) {
  return std::max(std::abs(static_cast<double>(range.low)), std::abs(static_cast<double>(range.high)));
}

double ratio(double large, double small) {
  return small > 0.0 && large > small ? large / small : 1.0;
}

/// The sizes of a stored tensor's slices along the axis where they differ most are handed to `each(slices)`, for every
/// axis with more than one.
template <class Each>
void forSlices(const WeightTensor& tensor, const Each& each) {
  const auto values = toFloat(tensor);
  std::size_t inner = values.size();
  for (const auto dim : tensor.shape) {
    const auto extent = static_cast<std::size_t>(dim);
    if (extent == 0) return;
    inner /= extent;
    if (extent < 2) continue;
    std::vector<double> slices(extent, 0.0);
    for (std::size_t at = 0; at < values.size(); ++at) {
      const double size = std::abs(static_cast<double>(values[at]));
      auto& slice = slices[at / inner % extent];
      if (std::isfinite(size)) slice = std::max(slice, size);
    }
    each(slices);
  }
}

/// Of a product with a stored factor; slices of zeros say nothing.
double factorSpread(const WeightTensor& factor) {
  double spread = 1.0;
  forSlices(factor, [&](const std::vector<double>& slices) {
    double small = std::numeric_limits<double>::infinity();
    double large = 0.0;
    for (const double slice : slices) {
      if (slice <= 0.0) continue;
      small = std::min(small, slice);
      large = std::max(large, slice);
    }
    if (large > 0.0) spread = std::max(spread, ratio(large, small));
  });
  return spread;
}

/// Of a sum of a value of that size and a stored one.
double offsetSpread(const WeightTensor& offset, double size) {
  double spread = 1.0;
  forSlices(offset, [&](const std::vector<double>& slices) {
    const auto [small, large] = std::minmax_element(slices.begin(), slices.end());
    spread = std::max(spread, ratio(std::max(*large, size), std::max(*small, size)));
  });
  return spread;
}

}  // namespace

const ActivationRange* observedRange(const MainGraph& graph, const RangeTable& ranges, const std::string& value) {
  if (const auto found = ranges.find(value); found != ranges.end()) return &found->second;
  const auto clamped = fusedActivationOutput(graph, value);
  return clamped ? observedRange(graph, ranges, *clamped) : nullptr;
}

ValueSpread::ValueSpread(const CompressedModel& compressed, const MainGraph& graph, const RangeTable& ranges)
    : compressed_(compressed), graph_(graph), ranges_(ranges) {
  findGivenOut();
  for (const int index : graph_.order()) {
    const auto& node = graph_.node(index);
    const auto spread = made(index);
    if (!(spread.most() > 1.0)) continue;
    const bool picks = isAmong(kPicks, node);
    if (isLinearLayer(node)) spreads_.insert_or_assign(resultOf(compressed_, graph_.graph(), index), spread);
    for (const auto& output : node.output()) {
      if (output.empty()) continue;
      auto own = spread;
      if (const double now = size(output); picks && now > 0.0) {
        const double left = std::min(1.0, now / std::max(now, size(node.input(0))));
        own = {std::max(1.0, spread.joined * left), std::max(1.0, spread.channels * left)};
      }
      if (own.most() > 1.0) spreads_.emplace(output, own);
    }
  }
}

Spread ValueSpread::of(const std::string& value) const {
  const auto found = spreads_.find(value);
  return found != spreads_.end() ? found->second : Spread{};
}

double ValueSpread::size(const std::string& value) const {
  if (const auto* constant = graph_.constant(value); constant != nullptr) {
    double size = 0.0;
    for (const float each : toFloat(*constant)) {
      if (std::isfinite(each)) size = std::max(size, std::abs(static_cast<double>(each)));
    }
    return size;
  }
  const auto* range = observedRange(graph_, ranges_, value);
  return range != nullptr ? sizeOf(*range) : 0.0;
}

void ValueSpread::findGivenOut() {
  const auto& order = graph_.order();
  for (auto at = order.rbegin(); at != order.rend(); ++at) {
    const auto& node = graph_.node(*at);
    const bool given = std::any_of(node.output().begin(), node.output().end(), [&](const std::string& output) {
      return !output.empty() && (graph_.isGraphOutput(output) || givenOut_.contains(output));
    });
    if (!given) continue;
    for (const auto& output : node.output()) givenOut_.emplace(output, true);
    if (isAmong(kEnds, node)) continue;
    for (const auto& input : node.input()) givenOut_.emplace(input, true);
  }
}

Spread ValueSpread::made(int index) const {
  const auto& node = graph_.node(index);
  if (isLinearLayer(node)) return {1.0, channelsOf(index)};
  if (isAmong(kEnds, node)) return {};
  if (const auto parts = partsOf(node); !parts.empty()) return joined(parts);
  Spread spread;
  for (const auto& input : node.input()) {
    const auto own = of(input);
    spread = {std::max(spread.joined, own.joined), std::max(spread.channels, own.channels)};
  }
  const WeightTensor* constant = nullptr;
  const auto other = otherOperand(node, constant);
  if (constant == nullptr) return spread;
  if (isOp(node, "Mul") || isOp(node, "Div")) spread.channels = std::max(spread.channels, factorSpread(*constant));
  if (isOp(node, "Add") || isOp(node, "Sub")) {
    if (const double known = size(other); known > 0.0)
      spread.joined = std::max(spread.joined, offsetSpread(*constant, known));
  }
  return spread;
}

/// What a stored tensor and a value that is none go into together; `constant` null where it is not so.
std::string ValueSpread::otherOperand(const onnx::NodeProto& node, const WeightTensor*& constant) const {
  if (node.input_size() != 2) return {};
  for (int at = 0; at < 2; ++at) {
    const auto* stored = graph_.constant(node.input(at));
    if (stored == nullptr || graph_.constant(node.input(1 - at)) != nullptr) continue;
    constant = stored;
    return node.input(1 - at);
  }
  return {};
}

Spread ValueSpread::joined(const std::vector<std::string>& parts) const {
  double small = std::numeric_limits<double>::infinity();
  double large = 0.0;
  Spread spread;
  for (const auto& part : parts) {
    const double size = this->size(part);
    if (size <= 0.0) continue;  // zeros lose nothing
    const auto own = of(part);
    small = std::min(small, size / own.joined);
    large = std::max(large, size);
    spread.channels = std::max(spread.channels, own.channels);
  }
  if (large > 0.0) spread.joined = ratio(large, small);
  return spread;
}

/// Of a layer whose result is given out, by its weights and bias: where one of its channels holds coordinates and
/// another a score.
double ValueSpread::channelsOf(int index) const {
  const auto& node = graph_.node(index);
  const auto& result = resultOf(compressed_, graph_.graph(), index);
  const auto* weight = node.input_size() > 1 ? graph_.constant(node.input(1)) : nullptr;
  if (!givenOut_.contains(result) || weight == nullptr || weight->type != DataType::float32) return 1.0;
  const auto channels = outputChannels(node, *weight);
  const double input = size(node.input(0));
  if (!channels || input <= 0.0) return 1.0;
  const auto& layer = compressed_.layers[weight->index];
  const auto values = layer.encoded ? layer.encoded->decode() : finalFloats(compressed_, weight->index);
  std::vector<double> sizes(static_cast<std::size_t>(channels->count()), 0.0);
  for (std::size_t at = 0; at < values.size(); ++at) {
    const auto run = static_cast<std::int64_t>(at) / channels->run;
    const auto group = run / (channels->rows * channels->channels);
    sizes[static_cast<std::size_t>(group * channels->channels + run % channels->channels)] +=
        static_cast<double>(values[at]) * static_cast<double>(values[at]);
  }
  const auto* fold = foldInto(compressed_, index);
  const auto* own = node.input_size() > 2 ? graph_.constant(node.input(2)) : nullptr;
  const auto* bias = fold != nullptr ? &compressed_.model->tensors()[fold->bias()] : own;
  std::vector<float> offsets;
  if (bias != nullptr && bias->elementCount() == channels->count() && !compressed_.layers[bias->index].encoded)
    offsets = finalFloats(compressed_, bias->index);
  double small = std::numeric_limits<double>::infinity();
  double large = 0.0;
  for (std::size_t at = 0; at < sizes.size(); ++at) {
    const double size =
        input * std::sqrt(sizes[at]) + (offsets.empty() ? 0.0 : std::abs(static_cast<double>(offsets[at])));
    if (!std::isfinite(size) || size <= 0.0) continue;
    small = std::min(small, size);
    large = std::max(large, size);
  }
  return large > 0.0 ? ratio(large, small) : 1.0;
}

bool areShares(const MainGraph& graph, const std::string& value) {
  const int maker = graph.producer(value);
  if (maker < 0) return false;
  const auto& node = graph.node(maker);
  constexpr std::array<std::string_view, 6> kMoves{"Transpose", "Reshape",   "Flatten",
                                                   "Squeeze",   "Unsqueeze", "Identity"};
  return isAmong(kMoves, node) ? areShares(graph, node.input(0)) : isOp(node, "Softmax");
}

}  // namespace bitwright
