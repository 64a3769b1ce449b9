// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/export/decode/constant_pool.h"
#include "core/export/decode/node_list.h"
#include "core/lowering/plan/float_fallback.h"
#include "core/lowering/rewrite/quantized_places.h"
#include "core/model/writing/model_edit.h"

namespace bitwright {

/// The layers of a model that compute in other than floats, in integers in one of the formats dynamic, qdq and
/// qoperator or in float16 in any: how their weights are stored, and the passes that rewrite the graph around them.
/// Holds while the compressed model does.
class IntegerLayers : public std::enable_shared_from_this<IntegerLayers> {
 public:
  virtual ~IntegerLayers() = default;

  /// Whether tensor `index` is a weight of such a layer.
  [[nodiscard]] virtual bool has(std::size_t index) const = 0;
  /// Whether node `node` of the source's main graph is one of theirs.
  [[nodiscard]] virtual bool computes(int node) const = 0;
  /// The nodes that store it: integers or float16 under the tensor's own name, and in format qdq what dequantizes them
  /// to it.
  [[nodiscard]] virtual Result<NodeList> write(std::size_t index, std::int64_t opset, NameSource& names,
                                               ConstantPool& pool) const = 0;
  /// What a tensor is meant to be stored as, where its own name stands for integers or float16; nothing where it stands
  /// for floats, as in format qdq.
  [[nodiscard]] virtual std::vector<std::byte> meantIntegers(std::size_t index) const = 0;
  /// Whether tensor `index`, a bias or another stored operand, may be gone because integers stand for it.
  [[nodiscard]] virtual bool replaces(std::size_t index) const = 0;
  /// Adds the pass; the same at every call of its.
  virtual void addTo(ModelEdit& edit) = 0;
  /// What the pass added, known once the edited model was measured or written.
  [[nodiscard]] virtual PartBytes addedBytes() const = 0;
  [[nodiscard]] virtual const std::vector<FloatFallback>& floats() const = 0;
  [[nodiscard]] virtual std::int64_t nodeCount() const = 0;
  /// How many are meant to compute in float16.
  [[nodiscard]] virtual std::int64_t float16Count() const { return 0; }
  [[nodiscard]] virtual std::vector<Message> warnings() const { return {}; }
  /// Where values are quantized.
  [[nodiscard]] virtual std::vector<QuantizedPlace> places() const { return {}; }
};

}  // namespace bitwright
