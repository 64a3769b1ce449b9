// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/message.h"
#include "core/base/saturated_product.h"
#include "core/model/data_type.h"

namespace bitwright {

/// Where in the file a tensor stands.
enum class WeightSource { initializer, constantNode };

/// What a node does with a stored tensor.
enum class ReaderUse {
  none,    ///< a bias, a scale, sizes, a decision: its values are not to be touched
  values,  ///< something with its values, or an operator that nothing is known of
  weight   ///< multiplies by it or looks rows up in it: a weight of an operator Bitwright knows
};

/// One node input that reads a weight.
struct WeightUser {
  std::string layerId;   ///< the node's id (contract.md, Layers)
  std::string op;        ///< operator, e.g. "Conv"
  int input = 0;         ///< index of the input that reads it
  int channelAxis = -1;  ///< output-channel axis of the weight for this user; -1 where it has none
  ReaderUse use = ReaderUse::none;
};

/// One tensor of the model with its payload: an entry of the inventory. Everything but `bytes` is small; `bytes` points
/// into the mapped file (or into the model's own memory where the file holds the values in another encoding) and lives
/// as long as the Model.
struct WeightTensor {
  std::size_t index = 0;  ///< position in Model::tensors()
  std::string id;         ///< stable layer id: the first user's node name where unique and not empty, else OP_INDEX; in
                          ///< branches If_3/then/Conv_2
  std::string name;       ///< the first user's node name as the file has it; may be empty
  std::string tensor;     ///< the tensor's own name in the graph
  std::string path;       ///< the module it belongs to, "encoder.layer.0.attention.query"; empty where no name tells
                          ///< (structure/layer_paths.h)
  std::string scope;      ///< "" main graph, "If_3/then" a branch, "function:NAME" a local function
  WeightSource source = WeightSource::initializer;
  std::string op;                   ///< operator of the first user; empty where nothing reads it
  std::vector<WeightUser> users;    ///< those it is a weight of first
  std::vector<std::int64_t> shape;  ///< dims, all >= 0, product checked against the data
  int channelAxis = -1;             ///< output-channel axis all users agree on; -1: per tensor only
  DataType type = DataType::undefined;
  ByteView bytes;              ///< raw little-endian elements, row-major; size checked against shape and type
  bool isGraphInput = false;   ///< the initializer is also a graph input (overridable default)
  bool isGraphOutput = false;  ///< the tensor is an output of its graph
  bool compressible = false;   ///< a floating weight
  Message reason;              ///< why not compressible (or what to know); empty otherwise

  [[nodiscard]] std::int64_t elementCount() const { return saturatedProduct(shape); }
  /// Whether an operator that is known multiplies by it, or looks rows up in it.
  [[nodiscard]] bool isKnownWeight() const { return !users.empty() && users.front().use == ReaderUse::weight; }
};

/// Elements [begin, begin + count) widened (float64: rounded) to float32, the precision schemes work in.
[[nodiscard]] std::vector<float> toFloat(ByteView bytes, DataType type, std::int64_t begin, std::int64_t count);
[[nodiscard]] inline std::vector<float> toFloat(const WeightTensor& tensor) {
  return toFloat(tensor.bytes, tensor.type, 0, tensor.elementCount());
}

}  // namespace bitwright
