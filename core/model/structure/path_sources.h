// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <string>
#include <string_view>
#include <vector>

namespace bitwright {

// What one source says of the module that a weight belongs to, as the parts of its path; no parts: nothing.
using PathParts = std::vector<std::string>;

/// Of a node's name: "/model.22/cv2.0/cv2.0.0/conv/Conv" is model, 22, cv2, 0, 0, conv. Exporters name a node by its
/// module and operator, and repeat the name of a sequence in front of its members.
[[nodiscard]] PathParts partsOfNodeName(const onnx::NodeProto& node);
/// Of a tensor's name: "model.0.conv.weight" is model, 0, conv; what is no main weight keeps its last part
/// ("….bias"). `op` is its user's operator.
[[nodiscard]] PathParts partsOfTensorName(std::string_view name, std::string_view op);
/// Of a node's metadata_props.
[[nodiscard]] PathParts partsOfMetadata(const onnx::NodeProto& node);

/// Parts between `.`, `/` and `::`, without what stands for the operator or an output's number.
[[nodiscard]] PathParts splitName(std::string_view name);

}  // namespace bitwright
