// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "core/base/job.h"
#include "core/base/parallel.h"
#include "core/base/result.h"
#include "core/encoding/code_walk.h"
#include "core/encoding/weight_view.h"

namespace bitwright {

/// Weights a thread takes at once.
inline constexpr std::int64_t kCodePiece = std::int64_t{1} << 18;

/// Weights [begin, begin + out.size()) widened (float64: rounded) to float32, into the caller's memory.
void readWeights(const WeightView& weights, std::int64_t begin, std::span<float> out);

/// Cuts the weights into the same pieces whatever the number of threads and hands their values out in stretches of one
/// group, or of a group more with each: `take(state, at, values, run)` with run.length values from weight `at` on.
/// Weights of a piece come in order, pieces side by side; `state` is what `piece(begin, end)` gave for the piece. False
/// where the job was stopped.
template <class Piece, class Take>
bool forEachCodeRun(const WeightView& weights, const Grouping& grouping, const Job& job, const Piece& piece,
                    const Take& take) {
  constexpr std::int64_t kTile = 4096;  // their floats stay in the first-level cache
  return parallelFor(job, weights.codeCount(), kCodePiece, [&](std::int64_t begin, std::int64_t end) {
    auto&& state = piece(begin, end);
    std::array<float, static_cast<std::size_t>(kTile)> tile;
    for (std::int64_t from = begin; from < end; from += kTile) {
      const std::int64_t to = std::min(end, from + kTile);
      readWeights(weights, from, std::span(tile).first(static_cast<std::size_t>(to - from)));
      walkCodes(weights, grouping, from, to,
                [&](std::int64_t at, const GroupRun& run) { take(state, at, tile.data() + (at - from), run); });
    }
  });
}
/// Without anything that belongs to a piece: `take(at, values, run)`.
template <class Take>
bool forEachCodeRun(const WeightView& weights, const Grouping& grouping, const Job& job, const Take& take) {
  return forEachCodeRun(
      weights, grouping, job, [](std::int64_t, std::int64_t) { return 0; },
      [&](int, std::int64_t at, const float* values, const GroupRun& run) { take(at, values, run); });
}

/// Fails with ErrorKind::input and the counts where a weight is NaN or infinite in float32; a scheme calls it before it
/// encodes.
[[nodiscard]] Result<void> checkFinite(const WeightView& weights, const Job& job);

/// The largest finite magnitude of a floating type, float32's for those that hold more.
[[nodiscard]] float largestFinite(DataType type);
/// `value` cast to `type` and widened again.
[[nodiscard]] float roundedTo(DataType type, float value);

}  // namespace bitwright
