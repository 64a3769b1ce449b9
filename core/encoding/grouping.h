// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

namespace bitwright {

/// Which elements of a tensor share a scale or a table. The tensor is seen as a row-major box [outer, extent, inner]
/// with outer · extent · inner = number of elements.
///   tensor   one group
///   channel  group = index along extent                                    (extent groups)
///   block    group = (outer · blocks + extentIndex / blockSize) · inner + innerIndex,  blocks = ⌈extent / blockSize⌉
/// Blocks are those of ONNX DequantizeLinear's `block_size`
/// (https://onnx.ai/onnx/operators/onnx__DequantizeLinear.html), generalised to a flattened extent; the last block may
/// be short.
struct Grouping {
  enum class Kind { tensor, channel, block };
  Kind kind = Kind::tensor;
  std::int64_t outer = 1;
  std::int64_t extent = 1;
  std::int64_t inner = 1;
  std::int64_t blockSize = 1;  ///< block only

  [[nodiscard]] std::int64_t groupCount() const;
  [[nodiscard]] std::int64_t groupOf(std::int64_t element) const;
  friend bool operator==(const Grouping&, const Grouping&) = default;

  [[nodiscard]] static Grouping wholeTensor(std::int64_t elements);
  /// One group a channel of `channelAxis` (the whole tensor where it is −1).
  [[nodiscard]] static Grouping perChannel(std::span<const std::int64_t> shape, int channelAxis);
  /// Runs of `blockSize` weights inside one channel: along the flattened rest behind the axis where there is one, else
  /// along the rest before it (MatMul [K, N], axis 1: blocks along K). Without a channel axis: runs over the flat
  /// tensor.
  [[nodiscard]] static Grouping perBlock(std::span<const std::int64_t> shape, int channelAxis, std::int64_t blockSize);
};

/// Consecutive elements whose group is the same (step 0) or rises by one from element to element (step 1): what lets a
/// loop over a tensor be a loop over contiguous memory, whatever the grouping.
struct GroupRun {
  std::int64_t group = 0;   ///< of the first element
  std::int64_t step = 0;    ///< 0 or 1
  std::int64_t length = 0;  ///< at least 1 inside the tensor
};

/// The run that `element` stands in, from it on.
[[nodiscard]] GroupRun groupRunAt(const Grouping& grouping, std::int64_t element);

/// Groups [first, last] that hold every group of elements [begin, end), end > begin. Wide where the elements cross a
/// row of channels.
struct GroupSpan {
  std::int64_t first = 0;
  std::int64_t last = 0;
};
[[nodiscard]] GroupSpan groupSpanOf(const Grouping& grouping, std::int64_t begin, std::int64_t end);

/// Calls `body(at, run)` for the runs that cover [begin, end), the last one cut at `end`.
template <class Body>
void walkGroups(const Grouping& grouping, std::int64_t begin, std::int64_t end, Body&& body) {
  for (std::int64_t at = begin; at < end;) {
    GroupRun run = groupRunAt(grouping, at);
    run.length = std::min(run.length, end - at);
    body(at, run);
    at += run.length;
  }
}

}  // namespace bitwright
