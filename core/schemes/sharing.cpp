// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Weight sharing: one codebook for all layers of a group, found over all their weights at once and stored once in the file.
#include <algorithm>
#include <bit>
#include <memory>
#include <span>
#include <string>

#include "core/schemes/common_parameters.h"
#include "core/schemes/group_statistics.h"
#include "core/schemes/kmeans_1d.h"
#include "core/schemes/scaled_items.h"
#include "core/schemes/stored_width.h"
#include "core/schemes/weight_values.h"

namespace bitwright {

namespace {

/// The scales of one tensor of the group.
struct Member {
  Grouping scaling;
  std::vector<float> scales;  ///< none: weights as they are
  StoredFloat width = StoredFloat::float32;
  std::size_t begin = 0;  ///< of its weights among those of the group
};

/// `Item` is float, or WeightedValue where there are scales.
template <class Item>
Result<std::vector<EncodedTensor>> encodeShared(std::span<const WeightView> group, std::vector<Member> members, int clusters,
                                                const std::string& tableBits, const Job& job) {
  std::size_t total = 0;
  float largest = 0.0F;
  for (std::size_t i = 0; i < group.size(); ++i) {
    members[i].begin = total;
    total += static_cast<std::size_t>(group[i].codeCount());
    for (const float scale : members[i].scales) largest = std::max(largest, scale);
  }
  std::vector<Item> items(total);
  const auto itemsOf = [&](std::size_t i) { return std::span(items).subspan(members[i].begin, static_cast<std::size_t>(group[i].codeCount())); };
  for (std::size_t i = 0; i < group.size(); ++i) putScaledItems(group[i], members[i].scaling, members[i].scales, largest, itemsOf(i), job);
  if (job.stopRequested()) return Failure(cancelledError());
  std::vector<std::vector<float>> levels{kMeans1d(items, clusters, job)};
  if (levels.front().empty()) levels.front().push_back(0.0F);
  const StoredFloat tableWidth = storeTables(levels, tableBits);
  if (job.stopRequested()) return Failure(cancelledError());

  const int bits = std::max(1, static_cast<int>(std::bit_width(static_cast<unsigned>(clusters) - 1)));
  const auto levelCount = static_cast<std::int64_t>(levels.front().size());
  const auto codebook = std::make_shared<const Codebook>(Codebook{tableWidth, 1, levelCount, levels.front()});
  std::vector<EncodedTensor> tensors;
  for (std::size_t i = 0; i < group.size(); ++i) {
    EncodedTerm term;
    term.codes = CodeArray(bits, group[i].codeCount());
    term.levels = TableLevels{codebook};
    term.tableGroups = Grouping::wholeTensor(group[i].elementCount());
    term.scaleGroups = members[i].scaling;
    term.scales = std::move(members[i].scales);
    term.scaleWidth = members[i].width;
    assignNearest(group[i], term.tableGroups, std::span<const Item>(itemsOf(i)), levels, term.codes, job);
    if (job.stopRequested()) return Failure(cancelledError());
    tensors.push_back(group[i].unencoded());
    tensors.back().terms.push_back(std::move(term));
  }
  return tensors;
}

class Sharing final : public Scheme {
 public:
  Sharing()
      : parameters_{
            integerParameter("clusters", BW_MESSAGE("scheme.sharing.clusters", "Clusters"),
                             BW_MESSAGE("scheme.sharing.clusters.help", "Different values in the whole group; codes take as many bits as they need."),
                             2, 65536, 64),
            textParameter("group", BW_MESSAGE("scheme.sharing.group", "Group"),
                          BW_MESSAGE("scheme.sharing.group.help", "Layers with the same name here share one codebook."), "all"),
            scaleParameter("channel"),
            blockParameter(),
            scalesParameter(),
            tableParameter()} {
    parameters_[3].appliesWhen = "scale=block";
    parameters_[4].appliesWhen = "scale=channel|scale=block";
  }

  std::string_view id() const override { return "sharing"; }
  MessageText name() const override { return BW_MESSAGE("scheme.sharing", "Weight sharing"); }
  MessageText description() const override {
    return BW_MESSAGE(
        "scheme.sharing.about",
        "One codebook for all layers of a group, stored once: any number of values, little to store beside the codes, each layer less exact "
        "than with a codebook of its own.");
  }
  std::string_view reference() const override {
    return "Han, Mao and Dally 2016, Deep Compression; optimum in one dimension: Wang and Song 2011, Ckmeans.1d.dp";
  }
  std::span<const Parameter> parameters() const override { return parameters_; }
  bool encodesGroups() const override { return true; }

  Result<std::vector<EncodedTensor>> encode(std::span<const WeightView> group, const ParameterValues& values, const Job& job) const override {
    const auto& scale = choiceOf(values, "scale");
    std::vector<Member> members;
    for (const WeightView& weights : group) {
      if (auto finite = checkFinite(weights, job); !finite) return passOn(finite);
      Member member{groupingOf(weights, scale == "none" ? "tensor" : scale, integerOf(values, "block")), {}, StoredFloat::float32, 0};
      if (scale != "none") {
        auto ranges = computeGroupRanges(weights, member.scaling, job);
        if (!ranges) return passOn(ranges);
        for (std::size_t at = 0; at < ranges->minimum.size(); ++at) member.scales.push_back(ranges->magnitude(at));
        member.width = storeScales(member.scales, choiceOf(values, "scales"));
      }
      members.push_back(std::move(member));
    }
    const auto& table = choiceOf(values, "table");
    const auto clusters = static_cast<int>(integerOf(values, "clusters"));
    if (scale == "none") return encodeShared<float>(group, std::move(members), clusters, table, job);
    return encodeShared<WeightedValue>(group, std::move(members), clusters, table, job);
  }

 private:
  std::vector<Parameter> parameters_;
};

}  // namespace

const Scheme& sharingScheme() {
  static const Sharing scheme;
  return scheme;
}

}  // namespace bitwright
