// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/graph/activation_bounds.h"

#include <limits>

#include "core/model/structure/scopes.h"

namespace bitwright {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Nothing where the bound is no stored value.
std::optional<double> bound(const MainGraph& graph, const onnx::NodeProto& node, int input, const char* attribute,
                            double without) {
  if (const auto* given = findAttribute(node, attribute); given != nullptr) return static_cast<double>(given->f());
  if (node.input_size() <= input || node.input(input).empty()) return without;
  const auto* stored = graph.constant(node.input(input));
  if (stored == nullptr || stored->elementCount() != 1) return std::nullopt;
  const auto values = toFloat(*stored);
  return values.size() == 1 ? std::optional(static_cast<double>(values.front())) : std::nullopt;
}

}  // namespace

std::optional<ActivationBounds> activationBounds(const MainGraph& graph, const onnx::NodeProto& node) {
  if (node.op_type() == "Relu") return ActivationBounds{0.0, kInfinity};
  const auto low = bound(graph, node, 1, "min", -kInfinity);
  const auto high = bound(graph, node, 2, "max", kInfinity);
  if (!low || !high) return std::nullopt;
  return ActivationBounds{*low, *high};
}

std::optional<std::string> fusedActivationOutput(const MainGraph& graph, std::string_view value) {
  const auto& readers = graph.readers(value);
  if (readers.size() != 1 || graph.isGraphOutput(value) || graph.isCaptured(value)) return std::nullopt;
  const auto& node = graph.node(readers.front().node);
  const bool clamps =
      node.domain().empty() && (node.op_type() == "Relu" || node.op_type() == "Clip") && readers.front().input == 0;
  if (!clamps || node.output_size() != 1 || !activationBounds(graph, node)) return std::nullopt;
  return node.output(0);
}

}  // namespace bitwright
