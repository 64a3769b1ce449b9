// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/group_statistics.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "core/base/parallel.h"
#include "core/encoding/grouping.h"
#include "core/numerics/weight_values.h"

namespace bitwright {

namespace {

struct Extremes {
  float minimum = 0.0F;
  float maximum = 0.0F;

  void add(float value) {
    minimum = value < minimum ? value : minimum;
    maximum = maximum < value ? value : maximum;
  }
  void add(const float* values, std::int64_t count) {
    constexpr std::int64_t kLanes =
        16;  // independent chains, so that the loop vectorises; extremes do not depend on the order
    if (count >= 4 * kLanes) {
      std::array<float, kLanes> low{};
      std::array<float, kLanes> high{};
      for (; count >= kLanes; count -= kLanes, values += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
          low[lane] = values[lane] < low[lane] ? values[lane] : low[lane];
          high[lane] = high[lane] < values[lane] ? values[lane] : high[lane];
        }
      }
      for (std::size_t lane = 0; lane < kLanes; ++lane) merge({low[lane], high[lane]});
    }
    for (; count > 0; --count) add(*values++);
  }
  void merge(const Extremes& other) {
    add(other.minimum);
    add(other.maximum);
  }
};

struct MagnitudeSum {
  double sum = 0.0;
  std::int64_t count = 0;

  void add(float value) {
    sum += std::abs(static_cast<double>(value));
    ++count;
  }
  void add(const float* values, std::int64_t length) {
    for (std::int64_t i = 0; i < length; ++i) add(values[i]);
  }
  void merge(const MagnitudeSum& other) {
    sum += other.sum;
    count += other.count;
  }
};

/// One `Part` a group: fixed pieces of the tensor are summed up apart, and merged in the order they lie in memory.
template <class Part>
Result<std::vector<Part>> summarize(const WeightView& weights, const Grouping& grouping, const Job& job) {
  struct Piece {
    std::int64_t firstGroup = 0;
    std::vector<Part> parts;
  };
  std::vector<Piece> pieces(static_cast<std::size_t>((weights.codeCount() + kCodePiece - 1) / kCodePiece));
  const auto startPiece = [&](std::int64_t begin, std::int64_t end) -> Piece& {
    Piece& piece = pieces[static_cast<std::size_t>(begin / kCodePiece)];
    const GroupSpan span = weights.positions
                               ? groupSpanOf(grouping, (*weights.positions)[static_cast<std::size_t>(begin)],
                                             (*weights.positions)[static_cast<std::size_t>(end - 1)] + 1)
                               : groupSpanOf(grouping, begin, end);
    piece.firstGroup = span.first;
    piece.parts.resize(static_cast<std::size_t>(span.last - span.first + 1));
    return piece;
  };
  const bool finished = forEachCodeRun(weights, grouping, job, startPiece,
                                       [](Piece& piece, std::int64_t, const float* values, const GroupRun& run) {
                                         Part* part = piece.parts.data() + (run.group - piece.firstGroup);
                                         if (run.step == 0) {
                                           part->add(values, run.length);
                                         } else {
                                           for (std::int64_t i = 0; i < run.length; ++i) part[i].add(values[i]);
                                         }
                                       });
  if (!finished) return Failure(cancelledError());
  std::vector<Part> groups(static_cast<std::size_t>(grouping.groupCount()));
  for (const Piece& piece : pieces) {
    Part* group = groups.data() + piece.firstGroup;
    for (const Part& part : piece.parts) (group++)->merge(part);
  }
  return groups;
}

}  // namespace

Result<GroupRanges> computeGroupRanges(const WeightView& weights, const Grouping& grouping, const Job& job) {
  auto groups = summarize<Extremes>(weights, grouping, job);
  if (!groups) return passOn(groups);
  GroupRanges ranges;
  ranges.minimum.reserve(groups->size());
  ranges.maximum.reserve(groups->size());
  for (const Extremes& extremes : *groups) {
    ranges.minimum.push_back(extremes.minimum);
    ranges.maximum.push_back(extremes.maximum);
  }
  return ranges;
}

Result<std::vector<double>> computeMeanMagnitudes(const WeightView& weights, const Grouping& grouping, const Job& job) {
  auto groups = summarize<MagnitudeSum>(weights, grouping, job);
  if (!groups) return passOn(groups);
  std::vector<double> means;
  means.reserve(groups->size());
  for (const MagnitudeSum& part : *groups)
    means.push_back(part.count == 0 ? 0.0 : part.sum / static_cast<double>(part.count));
  return means;
}

}  // namespace bitwright
