// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "core/compress/compressed_model.h"
#include "core/graph/main_graph.h"
#include "core/lowering/plan/integer_plan.h"
#include "core/recipe/activation_choice.h"

// x86 without VNNI multiplies uint8 by int8 with VPMADDUBSW, which adds two products in 16 bits and saturates (Intel
// SDM). ONNX Runtime's kernels for uint8 by uint8 widen to 16 bits first and are exact there: the same weights with a
// zero point of 128 are right on every processor, and slower on those with VNNI.

namespace bitwright {

/// Whether some processor among `target` adds products of neighbours in 16 bits.
[[nodiscard]] bool sumsSaturate(TargetProcessor target);

/// Whether two neighbouring products can leave 16 bits for some uint8 values: 255 · (sum of two weights of a sign)
/// beyond −32768 … 32767. Neighbours are (0, 1), (2, 3) … along `reduced`, the weights of one output channel in the
/// order in which a kernel adds their products.
[[nodiscard]] bool pairOverflows(std::span<const std::int8_t> reduced);

/// The same for any output channel of a layer's int8 weight `elements`, [shape]: Conv, ConvInteger and QLinearConv in
/// the order of channels-last patches, the other multiplications along the inputs. A depthwise Conv has kernels of its
/// own, which are exact.
[[nodiscard]] bool weightOverflows(const onnx::NodeProto& node, const std::vector<std::int64_t>& shape,
                                   std::span<const std::byte> elements);

/// Layers whose sums can overflow on processors without VNNI are made unsigned where some among the compressed recipe's
/// target are such. `operators`: in form qoperator, whose int8 activations meet int8 weights in exact kernels alone.
[[nodiscard]] SumOverflow planForSums(std::map<int, IntegerNode>& nodes, const CompressedModel& compressed,
                                      const MainGraph& graph, bool operators,
                                      const std::unordered_map<std::string, QuantizedValue>& values);

}  // namespace bitwright
