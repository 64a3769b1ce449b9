// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// Levels where the weights are: a table of 2^bits levels for the tensor, each channel or each block, optionally over weights that were divided
// by the largest magnitude of their channel or block first.
#include <algorithm>
#include <memory>

#include "core/base/parallel.h"
#include "core/schemes/common_parameters.h"
#include "core/schemes/group_statistics.h"
#include "core/schemes/group_values.h"
#include "core/schemes/group_walk.h"
#include "core/schemes/kmeans_1d.h"
#include "core/schemes/nearest_level.h"
#include "core/schemes/weight_values.h"

namespace bitwright {

namespace {

constexpr std::int64_t kPiece = std::int64_t{1} << 18;

class KMeansEncoder {
 public:
  KMeansEncoder(const WeightView& weights, const ParameterValues& values, const Job& job)
      : weights_(weights), job_(job), count_(weights.elementCount()), bits_(static_cast<int>(integerOf(values, "bits"))) {
    tables_ = groupingOf(weights, values);
    hasScales_ = choiceOf(values, "scale") != "none";
    scaling_ = groupingOf(weights, hasScales_ ? choiceOf(values, "scale") : "tensor", integerOf(values, "block"));
  }

  [[nodiscard]] Result<EncodedTensor> encode() {
    if (auto finite = checkFinite(weights_, job_); !finite) return passOn(finite);
    if (auto done = normalize(); !done) return passOn(done);
    findLevels();
    EncodedTerm term;
    term.codes = CodeArray(bits_, count_);
    assignCodes(term.codes);
    if (job_.stopRequested()) return Failure(cancelledError());
    term.levels = TableLevels{codebook()};
    term.tableGroups = tables_;
    term.scaleGroups = scaling_;
    term.scales = std::move(scales_);
    EncodedTensor tensor{weights_.shape, weights_.type, {}, nullptr};
    tensor.terms.push_back(std::move(term));
    return tensor;
  }

 private:
  /// Weights over their scale. A group of zeros has scale 0, which decodes it to zeros exactly, and no say in the levels.
  [[nodiscard]] Result<void> normalize() {
    normalized_.resize(static_cast<std::size_t>(count_));
    if (hasScales_) {
      auto ranges = computeGroupRanges(weights_, scaling_, job_);
      if (!ranges) return passOn(ranges);
      scales_.resize(ranges->minimum.size());
      for (std::size_t group = 0; group < scales_.size(); ++group) scales_[group] = ranges->magnitude(group);
      findImportances();
    }
    const bool finished = parallelFor(job_, count_, kPiece, [&](std::int64_t begin, std::int64_t end) {
      readWeights(weights_, begin, std::span(normalized_).subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
      if (!hasScales_) return;
      walkGroups(scaling_, begin, end, [&](std::int64_t at, const GroupRun& run) {
        const float* scale = scales_.data() + run.group;
        const float* importance = importances_.data() + run.group;
        for (std::int64_t i = at; i < at + run.length; ++i, scale += run.step, importance += run.step) {
          if (*scale != 0.0F) normalized_[static_cast<std::size_t>(i)] /= *scale;
          if (weighted_) itemImportances_[static_cast<std::size_t>(i)] = *importance;
        }
      });
    });
    if (!finished) return Failure(cancelledError());
    return {};
  }

  /// An error of a normalised weight is one of `scale` times that in the weight itself, so its square counts scale² as much.
  void findImportances() {
    const float largest = scales_.empty() ? 0.0F : *std::max_element(scales_.begin(), scales_.end());
    importances_.assign(scales_.size(), 1.0F);
    weighted_ = scaling_ != tables_ && largest > 0.0F;
    if (!weighted_) return;
    for (std::size_t group = 0; group < scales_.size(); ++group) {
      const double share = static_cast<double>(scales_[group]) / static_cast<double>(largest);
      importances_[group] = static_cast<float>(share * share);
    }
    itemImportances_.resize(static_cast<std::size_t>(count_));
  }

  void findLevels() {
    const std::int64_t groups = tables_.groupCount();
    levels_.resize(static_cast<std::size_t>(groups));
    const WeightView values{std::as_bytes(std::span(normalized_)), DataType::float32, weights_.shape, weights_.channelAxis};
    const WeightView importances{std::as_bytes(std::span(itemImportances_)), DataType::float32, weights_.shape, weights_.channelAxis};
    const Job inner = groups == 1 ? job_ : job_.withThreads(1);
    if (count_ > 0) {
      parallelFor(job_, groups, 1, [&](std::int64_t group, std::int64_t) {
        auto& levels = levels_[static_cast<std::size_t>(group)];
        std::vector<float> members;
        gatherGroup(values, tables_, group, members);
        if (!weighted_) {
          levels = kMeans1d(std::move(members), 1 << bits_, inner);
          return;
        }
        std::vector<float> memberImportances;
        gatherGroup(importances, tables_, group, memberImportances);
        std::vector<WeightedValue> items;
        items.reserve(members.size());
        for (std::size_t i = 0; i < members.size(); ++i) {
          if (memberImportances[i] > 0.0F) items.push_back({members[i], memberImportances[i]});
        }
        levels = kMeans1d(std::move(items), 1 << bits_, inner);
      });
    }
    for (auto& levels : levels_) {
      if (levels.empty()) levels.push_back(0.0F);
    }
  }

  void assignCodes(CodeArray& codes) const {
    std::vector<NearestLevel> nearest;
    nearest.reserve(levels_.size());
    for (const auto& levels : levels_) nearest.emplace_back(levels, count_ / static_cast<std::int64_t>(levels_.size()));
    parallelFor(job_, count_, kPiece, [&](std::int64_t begin, std::int64_t end) {
      walkGroups(tables_, begin, end, [&](std::int64_t at, const GroupRun& run) {
        const NearestLevel* group = nearest.data() + run.group;
        const float* value = normalized_.data() + at;
        std::uint8_t* code = codes.narrow().data() + at;
        for (std::int64_t i = 0; i < run.length; ++i, group += run.step) code[i] = static_cast<std::uint8_t>((*group)(value[i]));
      });
    });
  }

  /// As many levels as the richest group uses; the others repeat their last.
  [[nodiscard]] std::shared_ptr<const Codebook> codebook() const {
    Codebook book;
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
  const Job& job_;
  std::int64_t count_;
  int bits_;
  bool hasScales_ = false;
  bool weighted_ = false;  // scales differ inside a table's group
  Grouping tables_;
  Grouping scaling_;
  std::vector<float> scales_;
  std::vector<float> importances_;      // one a scale group
  std::vector<float> itemImportances_;  // the same, one a weight
  std::vector<float> normalized_;
  std::vector<std::vector<float>> levels_;
};

Parameter scaleParameter() {
  return choiceParameter("scale", BW_MESSAGE("scheme.kmeans.scale", "Scale"),
                         BW_MESSAGE("scheme.kmeans.scale.help",
                                    "Divides weights by the largest magnitude of their channel or block first, so that one table fits them all."),
                         {"none", "channel", "block"},
                         {BW_MESSAGE("scheme.kmeans.scale.none", "None"), BW_MESSAGE("scheme.kmeans.scale.channel", "Channel"),
                          BW_MESSAGE("scheme.kmeans.scale.block", "Block")},
                         "channel");
}

class KMeans final : public Scheme {
 public:
  KMeans() : parameters_{bitsParameter(1, 8, 4), granularityParameter("tensor"), blockParameter(), scaleParameter()} {
    parameters_[2].appliesWhen = "granularity=block|scale=block";
  }

  std::string_view id() const override { return "kmeans"; }
  MessageText name() const override { return BW_MESSAGE("scheme.kmeans", "k-means"); }
  MessageText description() const override {
    return BW_MESSAGE("scheme.kmeans.about",
                      "Levels where the weights are, placed for the least squared error: most accuracy per byte at 2 to 5 bits, for weights only.");
  }
  std::string_view reference() const override {
    return "Han, Mao and Dally 2016, Deep Compression; optimum in one dimension: Wang and Song 2011, Ckmeans.1d.dp";
  }
  std::span<const Parameter> parameters() const override { return parameters_; }

  Result<std::vector<EncodedTensor>> encode(std::span<const WeightView> group, const ParameterValues& values, const Job& job) const override {
    std::vector<EncodedTensor> tensors;
    for (const WeightView& weights : group) {
      auto tensor = KMeansEncoder(weights, values, job).encode();
      if (!tensor) return passOn(tensor);
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
