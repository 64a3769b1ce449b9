// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Levels where the weights are: a table of 2^bits levels for the tensor, each channel or each block, optionally over
// weights that were divided by the largest magnitude of their channel or block first.
#include <algorithm>
#include <memory>
#include <span>
#include <string>

#include "core/base/parallel.h"
#include "core/numerics/group_statistics.h"
#include "core/numerics/group_values.h"
#include "core/numerics/kmeans_1d.h"
#include "core/numerics/normalized_weights.h"
#include "core/numerics/weight_values.h"
#include "core/schemes/common_parameters.h"
#include "core/schemes/rounding.h"
#include "core/schemes/scaled_table.h"
#include "core/schemes/storage_precision.h"

namespace bitwright {

namespace {

/// What a parameter set means for one tensor.
struct Layout {
  Grouping tables;
  Grouping scaling;
  bool hasScales = false;

  Layout(const WeightView& weights, const ParameterValues& values)
      : tables(groupingOf(weights, values)), hasScales(choiceOf(values, "scale") != "none") {
    scaling = groupingOf(weights, hasScales ? choiceOf(values, "scale") : "tensor", integerOf(values, "block"));
  }
  /// Weights of different scale meet in one table.
  [[nodiscard]] bool isWeighted() const { return hasScales && scaling != tables; }
};

/// Several tables. `Item` is float, or WeightedValue where the layout is weighted.
template <class Item>
class KMeansEncoder {
 public:
  KMeansEncoder(const WeightView& weights, Layout layout, const ParameterValues& values, const Job& job)
      : weights_(weights),
        layout_(std::move(layout)),
        bits_(static_cast<int>(integerOf(values, "bits"))),
        scaleBits_(choiceOf(values, "scales")),
        tableBits_(choiceOf(values, "table")),
        job_(job),
        count_(weights.codeCount()) {}

  [[nodiscard]] Result<EncodedTensor> encode() {
    if (auto finite = checkFinite(weights_, job_); !finite) return passOn(finite);
    if (layout_.hasScales) {
      auto ranges = computeGroupRanges(weights_, layout_.scaling, job_);
      if (!ranges) return passOn(ranges);
      for (std::size_t group = 0; group < ranges->minimum.size(); ++group) scales_.push_back(ranges->magnitude(group));
    }
    EncodedTerm term;
    term.scaleWidth = storeScales(scales_, scaleBits_);
    items_.resize(static_cast<std::size_t>(count_));
    const float largest = scales_.empty() ? 0.0F : *std::max_element(scales_.begin(), scales_.end());
    putNormalizedWeights(weights_, layout_.scaling, scales_, largest, std::span(items_), job_);
    findLevels();
    for (auto& levels : levels_) {
      if (levels.empty()) levels.push_back(0.0F);
    }
    const StoredFloat tableWidth = storeTables(levels_, tableBits_);
    term.codes = CodeArray(bits_, count_);
    assignNearest(weights_, layout_.tables, std::span<const Item>(items_), levels_, term.codes, job_);
    if (job_.stopRequested()) return Failure(cancelledError());
    term.levels = TableLevels{codebook(tableWidth)};
    term.tableGroups = layout_.tables;
    term.scaleGroups = layout_.scaling;
    term.scales = std::move(scales_);
    EncodedTensor tensor = weights_.unencoded();
    tensor.terms.push_back(std::move(term));
    return tensor;
  }

 private:
  void findLevels() {
    const std::int64_t groups = layout_.tables.groupCount();
    levels_.assign(static_cast<std::size_t>(groups), {});
    const Job inner = job_.withThreads(1);
    const GroupMembers membership(weights_, layout_.tables);
    parallelFor(job_, count_ == 0 ? 0 : groups, 1, [&](std::int64_t group, std::int64_t) {
      std::vector<Item> members;
      members.reserve(static_cast<std::size_t>(membership.size(group)));
      membership.forEachRow(group, [&](std::int64_t element, std::int64_t width) {
        members.insert(members.end(), items_.begin() + element, items_.begin() + element + width);
      });
      levels_[static_cast<std::size_t>(group)] = kMeans1d(std::move(members), 1 << bits_, inner);
    });
  }

  /// As many levels as the richest group uses; the others repeat their last.
  [[nodiscard]] std::shared_ptr<const Codebook> codebook(StoredFloat width) const {
    Codebook book;
    book.width = width;
    book.groups = static_cast<std::int64_t>(levels_.size());
    std::size_t most = 1;
    for (const auto& levels : levels_) most = std::max(most, levels.size());
    book.levels = static_cast<std::int64_t>(most);
    book.values.reserve(levels_.size() * most);
    for (const auto& levels : levels_) {
      book.values.insert(book.values.end(), levels.begin(), levels.end());
      book.values.insert(book.values.end(), most - levels.size(), levels.back());
    }
    return std::make_shared<const Codebook>(std::move(book));
  }

  const WeightView& weights_;
  Layout layout_;
  int bits_;
  std::string scaleBits_;
  std::string tableBits_;
  const Job& job_;
  std::int64_t count_;
  std::vector<float> scales_;
  std::vector<Item> items_;
  std::vector<std::vector<float>> levels_;  // one a table group
};

Result<EncodedTensor> encodeKMeans(const WeightView& weights, const ParameterValues& values, const Job& job) {
  const Layout layout(weights, values);
  if (layout.tables.groupCount() == 1) {
    auto tensors = encodeWithOneTable({&weights, 1}, 1 << integerOf(values, "bits"), values, job);
    if (!tensors) return passOn(tensors);
    return std::move(tensors->front());
  }
  if (layout.isWeighted()) return KMeansEncoder<WeightedValue>(weights, layout, values, job).encode();
  return KMeansEncoder<float>(weights, layout, values, job).encode();
}

class KMeans final : public Scheme {
 public:
  KMeans()
      : parameters_{bitsParameter(1, 8, 4),
                    granularityParameter("tensor"),
                    blockParameter(),
                    scaleParameter("channel"),
                    scalesParameter(),
                    tableParameter(),
                    scaledByParameter("fitted"),
                    roundingParameter()} {
    parameters_[2].appliesWhen = "granularity=block|scale=block";
    parameters_[4].appliesWhen = "scale=channel|scale=block";
    parameters_[6].appliesWhen = "granularity=tensor";
  }

  std::string_view id() const override { return "kmeans"; }
  MessageText name() const override { return BW_MESSAGE("scheme.kmeans", "k-means"); }
  MessageText description() const override {
    return BW_MESSAGE("scheme.kmeans.about",
                      "Levels where the weights are, placed for the least squared error: most accuracy per byte at 2 "
                      "to 5 bits, for weights only.");
  }
  std::string_view reference() const override {
    return "Han, Mao and Dally 2016, Deep Compression; optimum in one dimension: Wang and Song 2011, Ckmeans.1d.dp";
  }
  std::span<const Parameter> parameters() const override { return parameters_; }

  Result<std::vector<EncodedTensor>> encode(std::span<const WeightView> group, const ParameterValues& values,
                                            const Job& job) const override {
    std::vector<EncodedTensor> tensors;
    for (const WeightView& weights : group) {
      auto tensor = encodeKMeans(weights, values, job);
      if (!tensor) return passOn(tensor);
      roundAs(*tensor, weights, values, job);
      tensors.push_back(std::move(*tensor));
    }
    return tensors;
  }

 private:
  std::vector<Parameter> parameters_;
};

}  // namespace

const Scheme& kmeansScheme() {
  static const KMeans scheme;
  return scheme;
}

}  // namespace bitwright
