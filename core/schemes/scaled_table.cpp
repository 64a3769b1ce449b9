// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/scaled_table.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>

#include "core/numerics/group_statistics.h"
#include "core/numerics/kmeans_1d.h"
#include "core/numerics/normalized_weights.h"
#include "core/numerics/scale_fit.h"
#include "core/numerics/weight_values.h"
#include "core/schemes/common_parameters.h"
#include "core/schemes/storage_precision.h"

namespace bitwright {

namespace {

/// The scales of one tensor of the group.
struct Member {
  Grouping scaling;
  std::vector<float> scales;  ///< none: weights as they are
  StoredFloat width = StoredFloat::float32;
  std::size_t begin = 0;  ///< of its weights among those of the group
};

/// One codebook for the weights of several tensors.
class ScaledTable {
 public:
  ScaledTable(std::span<const WeightView> group, std::vector<Member> members, int clusters, const std::string& scaledBy,
              const ParameterValues& values, const Job& job)
      : group_(group),
        members_(std::move(members)),
        clusters_(clusters),
        scaledBy_(scaledBy),
        scaleBits_(choiceOf(values, "scales")),
        tableBits_(choiceOf(values, "table")),
        job_(job) {
    for (std::size_t i = 0; i < group_.size(); ++i) {
      members_[i].begin = total_;
      total_ += static_cast<std::size_t>(group_[i].codeCount());
    }
  }

  [[nodiscard]] Result<std::vector<EncodedTensor>> encode() {
    if (scaledBy_.empty()) return encoded(tableOf(itemsBy<float>(members_)));
    if (scaledBy_ == "fitted" && canBeFitted()) return encoded(refined());
    return encoded(tableOf(itemsBy<WeightedValue>(members_)));
  }

 private:
  /// As it is stored.
  struct Table {
    std::vector<std::vector<float>> levels;  ///< one list, as storeTables() takes it
    StoredFloat width = StoredFloat::float32;
  };

  template <class Item>
  [[nodiscard]] std::vector<Item> itemsBy(const std::vector<Member>& members) const {
    float largest = 0.0F;
    for (const Member& member : members) {
      for (const float scale : member.scales) largest = std::max(largest, scale);
    }
    std::vector<Item> items(total_);
    for (std::size_t i = 0; i < group_.size(); ++i) {
      putNormalizedWeights(group_[i], members[i].scaling, members[i].scales, largest, of(i, std::span(items)), job_);
    }
    return items;
  }
  template <class Item>
  [[nodiscard]] std::span<Item> of(std::size_t member, std::span<Item> items) const {
    return items.subspan(members_[member].begin, static_cast<std::size_t>(group_[member].codeCount()));
  }

  template <class Item>
  [[nodiscard]] Table tableOf(std::vector<Item> items) const {
    Table table{{{0.0F}}, StoredFloat::float32};
    if (job_.stopRequested()) return table;
    if (auto levels = kMeans1d(std::move(items), clusters_, job_); !levels.empty())
      table.levels.front() = std::move(levels);
    table.width = storeTables(table.levels, tableBits_);
    return table;
  }

  /// Scales and table nearly as many as the weights would follow those one by one.
  [[nodiscard]] bool canBeFitted() const {
    constexpr std::size_t kWeightsForEach = 4;
    std::size_t fitted = static_cast<std::size_t>(clusters_);
    for (const Member& member : members_) fitted += member.scales.size();
    return total_ >= kWeightsForEach * fitted;
  }

  /// Whether each scale of `members` leaves every level finite in the tensor's own type.
  [[nodiscard]] bool isFinite(const std::vector<Member>& members, const std::vector<float>& levels) const {
    const float outermost = std::max(std::abs(levels.front()), std::abs(levels.back()));
    for (std::size_t i = 0; i < group_.size(); ++i) {
      for (const float scale : members[i].scales) {
        if (!std::isfinite(roundedTo(group_[i].type, scale * outermost))) return false;
      }
    }
    return true;
  }

  /// Scales and codebook in turn, each the best for the other, for as long as that pays. The largest magnitude of a
  /// channel is a good scale for a codebook of its own, but layers differ in how their weights are spread below it, and
  /// one codebook has to serve them all.
  [[nodiscard]] Table refined() {
    constexpr int kMostRounds = 8;
    constexpr int kRoundsOfLarge = 2;  // most is gained in the first, and each sorts all weights again
    constexpr std::size_t kLarge = std::size_t{1} << 20U;
    const int rounds = total_ > kLarge ? kRoundsOfLarge : kMostRounds;
    constexpr double kWorthwhile = 0.995;
    Table best = tableOf(itemsBy<WeightedValue>(members_));
    auto members = members_;
    auto table = best;
    double least = std::numeric_limits<double>::infinity();
    for (int round = 0; !job_.stopRequested(); ++round) {
      auto next = members;
      double error = 0.0;
      for (std::size_t i = 0; i < group_.size(); ++i) {
        auto fit = fitScales(group_[i], members[i].scaling, members[i].scales, table.levels.front(), job_);
        error += fit.error;
        next[i].scales = std::move(fit.scales);
        next[i].width = storeScales(next[i].scales, scaleBits_);
      }
      if (round > 0 && (!(error < least) || !isFinite(members, table.levels.front()))) break;
      const bool pays = error < kWorthwhile * least;
      least = error;
      members_ = std::move(members);
      best = std::move(table);
      if (!pays || round == rounds) break;
      members = std::move(next);
      table = tableOf(itemsBy<WeightedValue>(members));
    }
    return best;
  }

  [[nodiscard]] Result<std::vector<EncodedTensor>> encoded(const Table& table) {
    if (job_.stopRequested()) return Failure(cancelledError());
    const int bits = std::max(1, static_cast<int>(std::bit_width(static_cast<unsigned>(clusters_) - 1)));
    const auto levelCount = static_cast<std::int64_t>(table.levels.front().size());
    const auto codebook = std::make_shared<const Codebook>(Codebook{table.width, 1, levelCount, table.levels.front()});
    std::vector<EncodedTensor> tensors;
    for (std::size_t i = 0; i < group_.size(); ++i) {
      EncodedTerm term;
      term.codes = CodeArray(bits, group_[i].codeCount());
      term.levels = TableLevels{codebook};
      term.tableGroups = Grouping::wholeTensor(group_[i].elementCount());
      term.scaleGroups = members_[i].scaling;
      term.scales = std::move(members_[i].scales);
      term.scaleWidth = members_[i].width;
      assignNearest(group_[i], term.scaleGroups, term.scales, table.levels.front(), term.codes, job_);
      if (job_.stopRequested()) return Failure(cancelledError());
      tensors.push_back(group_[i].unencoded());
      tensors.back().terms.push_back(std::move(term));
    }
    return tensors;
  }

  std::span<const WeightView> group_;
  std::vector<Member> members_;
  int clusters_;
  std::string scaledBy_;
  const std::string& scaleBits_;
  const std::string& tableBits_;
  const Job& job_;
  std::size_t total_ = 0;
};

/// With the scales to begin with; none where `scaledBy` is empty.
Result<std::vector<Member>> membersOf(std::span<const WeightView> group, const ParameterValues& values,
                                      const std::string& scaledBy, const Job& job) {
  std::vector<Member> members;
  for (const WeightView& weights : group) {
    if (auto finite = checkFinite(weights, job); !finite) return passOn(finite);
    Member member;
    member.scaling =
        groupingOf(weights, scaledBy.empty() ? "tensor" : choiceOf(values, "scale"), integerOf(values, "block"));
    if (!scaledBy.empty()) {
      auto ranges = computeGroupRanges(weights, member.scaling, job);
      if (!ranges) return passOn(ranges);
      for (std::size_t at = 0; at < ranges->minimum.size(); ++at) member.scales.push_back(ranges->magnitude(at));
      member.width = storeScales(member.scales, choiceOf(values, "scales"));
    }
    members.push_back(std::move(member));
  }
  return members;
}

}  // namespace

Parameter scaledByParameter(const std::string& standard) {
  return choiceParameter(
      "scaled_by", BW_MESSAGE("scheme.scaled_by", "Scaled by"),
      BW_MESSAGE(
          "scheme.scaled_by.help",
          "What weights are divided by before they share a table: the largest magnitude, or a scale fitted in turn "
          "with the table."),
      {"max", "fitted"},
      {BW_MESSAGE("scheme.scaled_by.max", "Largest"), BW_MESSAGE("scheme.scaled_by.fitted", "Fitted")}, standard);
}

Result<std::vector<EncodedTensor>> encodeWithOneTable(std::span<const WeightView> group, int clusters,
                                                      const ParameterValues& values, const Job& job) {
  const bool scaled = choiceOf(values, "scale") != "none";
  const auto scaledBy = scaled ? choiceOf(values, "scaled_by") : std::string();
  auto members = membersOf(group, values, scaledBy, job);
  if (!members) return passOn(members);
  return ScaledTable(group, std::move(*members), clusters, scaledBy, values, job).encode();
}

}  // namespace bitwright
