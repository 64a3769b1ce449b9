// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bitwright {

/// A value made of one stored tensor by nodes that move, cut, join or scale its elements.
struct MovedValue {
  std::vector<std::int64_t> shape;  ///< -1: a size that is not known
  std::vector<int> axes;            ///< the stored tensor's axis that axis i is, or is a part of; -1: none alone
  int output = 0;                   ///< of the node that hands it on
};

/// What is known of a node's other inputs, by name.
struct OtherInputs {
  std::function<std::optional<std::vector<std::int64_t>>(const std::string&)> integers;  ///< of a stored tensor
  std::function<std::optional<std::vector<std::int64_t>>(const std::string&)> shape;
  std::function<bool(const std::string&)> stored;  ///< whether it is worked out of stored tensors alone
};

/// What `node` hands on of `from`, which it reads at `input`: through Identity, Cast to floats, Transpose, Reshape,
/// Flatten, Squeeze, Unsqueeze, Slice, Split, Gather by stored indices, Concat with stored values, Mul and Div by
/// stored values. An axis that a Reshape merges with others, or splits, is none any more. Empty for all other nodes.
[[nodiscard]] std::vector<MovedValue> movedOn(const onnx::NodeProto& node, int input, const MovedValue& from,
                                              const OtherInputs& others);

}  // namespace bitwright
