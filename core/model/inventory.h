// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

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

/// Fills in users, id, axis, and whether and why not it is compressible.
void describeTensors(const std::vector<Scope>& scopes, const GraphNames& names, Inventory& inventory);

}  // namespace bitwright
