// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/model_document.h"
#include "core/model/structure/graph_names.h"
#include "core/model/structure/scopes.h"
#include "core/model/tensor_reader.h"
#include "core/model/weight_tensor.h"

namespace bitwright {

/// The inventory: every tensor with a payload, and the place of each.
struct Inventory {
  std::vector<WeightTensor> tensors;
  std::vector<TensorPlace> places;
};

/// Passes every TensorProto of the model through `reader` and lists those that can be weights: initializers, sparse
/// ones too, and Constant nodes, in every scope but training graphs.
[[nodiscard]] Result<Inventory> readTensors(const std::vector<Scope>& scopes, const GraphNames& names,
                                            TensorReader& reader, const Job& job);

/// Fills in users, id, path, axis, and whether and why not it is compressible: whatever a known operator multiplies by
/// or looks rows up in, and every other tensor of more than 64 floats but for biases, scales and other parameters a
/// channel, what is compared or taken for sizes and places, what can be fed or is given out.
void describeTensors(const std::vector<Scope>& scopes, const GraphNames& names, std::int64_t irVersion,
                     Inventory& inventory);

}  // namespace bitwright
