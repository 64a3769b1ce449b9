// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/compress/compressed_model.h"
#include "core/export/decode/node_writer.h"
#include "core/model/writing/model_edit.h"

namespace bitwright {

/// Has a runtime decode large tensors one group after another, so that what it keeps of decoding them is that of one
/// group.
///
/// ONNX Runtime folds constants in passes over the graph, at most ten, and frees what it folded on the way only when a
/// pass ends: in one pass the index and unscaled values of all tensors stand beside their values. What is folded in a
/// later pass is made to wait: its packed codes pass through an Expand to the shape [1], which changes nothing, but is
/// known only then. It comes, a turn each, from
///
///     If(before) { DequantizeLinear(constant) } → Floor → QuantizeLinear → Cast
///
/// An If of a constant condition is replaced by its branch in the pass that meets it, but what came out of the branch
/// is looked at in the next; and a DequantizeLinear is folded with the QuantizeLinear behind it, not alone, so not in
/// the branch. The shape becomes the next turn's condition. Runtimes that fold If at once decode all in one pass; those
/// that do not fold it at all decode at each inference, as all do without optimizations.
///
/// A tensor that is much of the whole is written as several of its rows, each of which has its own turn, and put
/// together.
class FoldingStages {
 public:
  /// `leastElements`: of all large tensors together, from which on it is worth the nodes (a few kB).
  FoldingStages(const CompressedModel& compressed, const ModelEdit& edit, std::int64_t leastElements);

  /// Rows [begin, end) of a tensor, and when they are decoded.
  struct Part {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    int turn = 0;  ///< 0: does not wait
  };
  /// Of tensor `index` (of Model::tensors()), in order; none where it is written whole and does not wait.
  [[nodiscard]] const std::vector<Part>& parts(std::size_t index) const { return parts_[index]; }
  /// Tells `pool` what is written next waits for, if anything; writes what is needed for that turn.
  void begin(int turn, NameSource& names, ConstantPool& pool);

 private:
  std::vector<std::vector<Part>> parts_;  ///< by tensor
  std::vector<DecodeValue> shapes_;       ///< of the turns written so far, the first behind turn 0
  DecodeValue condition_;
};

}  // namespace bitwright
