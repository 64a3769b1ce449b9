// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/model/stored_values.h"
#include "core/model/structure/graph_names.h"
#include "core/model/structure/local_functions.h"
#include "core/model/structure/moved_value.h"
#include "core/model/structure/scopes.h"
#include "core/model/structure/weight_operators.h"
#include "core/model/weight_tensor.h"

namespace bitwright {

/// What reads a stored tensor.
struct TensorReaders {
  struct Each {
    WeightUser user;
    OtherInput other = OtherInput::unknown;  ///< what is done with it where it is no weight
    bool quantized = false;                  ///< by an operator on integer codes
    const onnx::NodeProto* node = nullptr;   ///< that reads it in the tensor's own scope, or calls what does
  };
  std::vector<Each> all;   ///< those it is a weight of first, then those that take its values, as they appear
  bool handedOut = false;  ///< it is, moved perhaps, an output of the main graph, or of a loop or function
};

/// Finds what reads a tensor: directly, behind what only moves, cuts, joins or scales its elements (moved_value.h), in
/// front of a branch's end behind the If, or inside the local functions it is handed to.
class WeightReaders {
 public:
  WeightReaders(const std::vector<Scope>& scopes, const GraphNames& names, std::span<const WeightTensor> tensors,
                std::span<const std::size_t> scopeOf, bool feedable);

  [[nodiscard]] TensorReaders find(std::size_t scope, const WeightTensor& tensor);

 private:
  struct Way {
    int depth = 0;
    std::string call;  ///< id of the node in the tensor's own scope that calls the function the value is read in
    const onnx::NodeProto* caller = nullptr;  ///< that node
  };
  /// The best use that was found of a value; the order in which they are told.
  enum class Best { weight, values, other, nothing };
  [[nodiscard]] static Best order(const TensorReaders::Each& each);
  Best follow(const ValueKey& key, const MovedValue& value, const Way& way);
  Best followOut(const ValueKey& key, const MovedValue& value, const Way& way);
  [[nodiscard]] TensorReaders::Each readBy(const Reader& reader, const MovedValue& value, const Way& way) const;

  const std::vector<Scope>& scopes_;
  const GraphNames& names_;
  LocalFunctions functions_;
  StoredValues stored_;
  TensorReaders found_;
  int steps_ = 0;
};

}  // namespace bitwright
