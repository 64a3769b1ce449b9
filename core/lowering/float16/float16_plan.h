// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "core/calibration/range_table.h"
#include "core/compress/compressed_model.h"
#include "core/graph/main_graph.h"
#include "core/lowering/plan/float_fallback.h"

namespace bitwright {

/// Which nodes of the main graph compute in float16. Nodes are named by their index in the main graph of the compressed
/// model's source.
struct Float16Plan {
  std::set<int> nodes;
  std::set<std::size_t>
      stored;  ///< tensors that are there as float16 under their own names: all that read them compute in it
  std::vector<FloatFallback> floats;  ///< layers that were to compute in float16 and do not, and why
  std::int64_t clamped = 0;           ///< values of stored operands beyond ±65504, which become that
  std::string firstClamped;           ///< the first tensor that holds any

  [[nodiscard]] bool any() const { return !nodes.empty(); }
};

/// Whether any layer is to compute in float16.
[[nodiscard]] bool asksForFloat16(const CompressedModel& compressed);

/// Conv, ConvTranspose, Gemm and MatMul with stored float32 weights whose layers ask for float16, and every operator
/// behind them that takes float16 (float16_operators.h), as far as values flow through such, but for those that float16
/// cannot hold (float16_chain.h, with `ranges` where some were observed). `taken`: nodes that compute otherwise.
[[nodiscard]] Float16Plan planFloat16(const CompressedModel& compressed, const MainGraph& graph,
                                      const RangeTable* ranges, const std::function<bool(int)>& taken);

/// The elements of a float32 tensor as float16, to nearest, ties to even; finite ones beyond ±65504 become that, and
/// are counted.
struct Float16Elements {
  std::vector<std::byte> bytes;
  std::int64_t clamped = 0;
};
[[nodiscard]] Float16Elements float16Elements(const std::vector<float>& values);

}  // namespace bitwright
