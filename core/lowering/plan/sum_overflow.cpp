// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/plan/sum_overflow.h"

#include <algorithm>
#include <limits>
#include <set>

#include "core/lowering/plan/quantized_layer.h"
#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

constexpr int kLargestCode = 255;

std::int64_t product(std::span<const std::int64_t> dims) {
  std::int64_t count = 1;
  for (const auto dim : dims) count *= dim;
  return count;
}

/// [channels, inputs, positions] → one channel's weights, inputs fastest.
std::vector<std::int8_t> channelsLast(std::span<const std::int8_t> channel, std::int64_t inputs,
                                      std::int64_t positions) {
  std::vector<std::int8_t> reduced;
  reduced.reserve(channel.size());
  for (std::int64_t position = 0; position < positions; ++position) {
    for (std::int64_t input = 0; input < inputs; ++input)
      reduced.push_back(channel[static_cast<std::size_t>(input * positions + position)]);
  }
  return reduced;
}

bool anyRowOverflows(std::span<const std::int8_t> weights, std::int64_t rows, std::int64_t length) {
  for (std::int64_t row = 0; row < rows; ++row) {
    if (pairOverflows(weights.subspan(static_cast<std::size_t>(row * length), static_cast<std::size_t>(length))))
      return true;
  }
  return false;
}

bool convOverflows(const onnx::NodeProto& node, const std::vector<std::int64_t>& shape,
                   std::span<const std::int8_t> weights) {
  if (shape.size() < 3) return true;
  const auto inputs = shape[1];
  const auto positions = product(std::span(shape).subspan(2));
  const auto group = integerAttribute(node, "group", 1);
  if (inputs == 1 && group == shape[0]) return false;
  for (std::int64_t channel = 0; channel < shape[0]; ++channel) {
    const auto length = static_cast<std::size_t>(inputs * positions);
    if (pairOverflows(
            channelsLast(weights.subspan(static_cast<std::size_t>(channel) * length, length), inputs, positions)))
      return true;
  }
  return false;
}

/// [inputs, channels]: neighbours are rows.
bool columnsOverflow(std::span<const std::int8_t> weights, std::int64_t rows, std::int64_t columns) {
  for (std::int64_t row = 0; row + 1 < rows; row += 2) {
    for (std::int64_t column = 0; column < columns; ++column) {
      const std::int8_t pair[] = {weights[static_cast<std::size_t>(row * columns + column)],
                                  weights[static_cast<std::size_t>((row + 1) * columns + column)]};
      if (pairOverflows(pair)) return true;
    }
  }
  return false;
}

/// [matrices, inputs, channels].
bool matricesOverflow(std::span<const std::int8_t> weights, const std::vector<std::int64_t>& shape) {
  const auto size = static_cast<std::size_t>(shape[1] * shape[2]);
  for (std::size_t at = 0; at < weights.size(); at += size) {
    if (columnsOverflow(weights.subspan(at, size), shape[1], shape[2])) return true;
  }
  return false;
}

bool isVnniHere() {
#if defined(__x86_64__) && defined(__GNUC__)
  return __builtin_cpu_supports("avx512vnni") != 0 || __builtin_cpu_supports("avxvnni") != 0;
#elif defined(__x86_64__)
  return false;
#else
  return true;  // products are added in 32 bits
#endif
}

}  // namespace

bool sumsSaturate(TargetProcessor target) {
  switch (target) {
    case TargetProcessor::thisOne:
      return !isVnniHere();
    case TargetProcessor::vnni:
      return false;
    case TargetProcessor::avx2:
    case TargetProcessor::any:
      break;
  }
  return true;
}

bool pairOverflows(std::span<const std::int8_t> reduced) {
  for (std::size_t at = 0; at + 1 < reduced.size(); at += 2) {
    const int high = std::max<int>(reduced[at], 0) + std::max<int>(reduced[at + 1], 0);
    const int low = std::min<int>(reduced[at], 0) + std::min<int>(reduced[at + 1], 0);
    if (kLargestCode * high > std::numeric_limits<std::int16_t>::max() ||
        kLargestCode * low < std::numeric_limits<std::int16_t>::min())
      return true;
  }
  return false;
}

bool weightOverflows(const onnx::NodeProto& node, const std::vector<std::int64_t>& shape,
                     std::span<const std::byte> elements) {
  const std::span weights(reinterpret_cast<const std::int8_t*>(elements.data()), elements.size());
  if (product(shape) != static_cast<std::int64_t>(weights.size())) return true;
  if (node.op_type().find("Conv") != std::string::npos) return convOverflows(node, shape, weights);
  if (node.op_type() == "LSTM" && shape.size() == 3) return anyRowOverflows(weights, shape[0] * shape[1], shape[2]);
  if (node.op_type() == "DynamicQuantizeLSTM" && shape.size() == 3) return matricesOverflow(weights, shape);
  if (shape.size() != 2) return true;
  const bool transposed = node.op_type().ends_with("Gemm") && integerAttribute(node, "transB", 0) != 0;
  return transposed ? anyRowOverflows(weights, shape[0], shape[1]) : columnsOverflow(weights, shape[0], shape[1]);
}

namespace {

/// The int8 weights, by their index in Model::tensors(), whose sums can overflow.
std::set<std::size_t> overflowingWeights(const std::map<int, IntegerNode>& nodes, const CompressedModel& compressed,
                                         const MainGraph& graph, bool operators,
                                         const std::unordered_map<std::string, QuantizedValue>& values) {
  std::set<std::size_t> overflowing;
  std::set<std::size_t> looked;
  for (const auto& [index, node] : nodes) {
    if (node.op->role != IntegerRole::weighted || node.weight.type != DataType::int8) continue;
    const auto input = values.find(graph.node(index).input(0));
    const bool isSigned = input != values.end() && input->second.type == DataType::int8;
    if ((operators && isSigned) || (input != values.end() && dataTypeBits(input->second.type) == 16)) continue;
    if (!looked.insert(node.tensor).second) continue;
    const auto& tensor = compressed.model->tensors()[node.tensor];
    const auto weight = integerForm(*compressed.layers[node.tensor].encoded, node.storedAxis).weight;
    // Behind a Transpose neighbours are others than as stored: it is taken for one that overflows.
    if (node.behind || weightOverflows(graph.node(index), tensor.shape, weight.elements))
      overflowing.insert(node.tensor);
  }
  return overflowing;
}

}  // namespace

SumOverflow planForSums(std::map<int, IntegerNode>& nodes, const CompressedModel& compressed, const MainGraph& graph,
                        bool operators, const std::unordered_map<std::string, QuantizedValue>& values) {
  const auto overflowing = overflowingWeights(nodes, compressed, graph, operators, values);
  SumOverflow overflow{0, sumsSaturate(compressed.recipe.activations.target)};
  for (auto& [index, node] : nodes) {
    if (node.op->role != IntegerRole::weighted || !overflowing.contains(node.tensor) ||
        node.weight.type != DataType::int8)
      continue;
    if (overflow.madeUnsigned) node.weight = asUnsigned(std::move(node.weight));
    ++overflow.layers;
  }
  return overflow;
}

}  // namespace bitwright
