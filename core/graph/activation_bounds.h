// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <optional>
#include <string>
#include <string_view>

#include "core/graph/main_graph.h"

namespace bitwright {

/// What a Relu or Clip lets through; infinite where it has no bound.
struct ActivationBounds {
  double low;
  double high;
};

/// Of a Clip: by its attributes (below opset 11) or by stored values. Nothing where a bound is computed or fed.
[[nodiscard]] std::optional<ActivationBounds> activationBounds(const MainGraph& graph, const onnx::NodeProto& node);

/// What a Relu or Clip whose bounds are known makes of a value that nothing else reads: of the value, no more counts
/// than what comes through. None where the value is read otherwise too, or given out.
[[nodiscard]] std::optional<std::string> fusedActivationOutput(const MainGraph& graph, std::string_view value);

}  // namespace bitwright
