// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/compress/compressed_model.h"
#include "core/compress/layer_hessian.h"
#include "core/runtime/tensor_variants.h"
#include "core/search/layer_candidates.h"
#include "core/search/layer_subgraphs.h"
#include "core/search/search_store.h"

namespace bitwright {

/// One candidate for each layer, by position.
using Assignment = std::vector<std::size_t>;

/// Some candidates of each layer.
using Choices = std::vector<std::vector<std::size_t>>;

/// What layers cost: [layer][candidate].
struct Losses {
  std::vector<std::vector<double>> values;                     ///< NaN where not measured
  std::vector<std::vector<std::vector<double>>> sampleLosses;  ///< of each sample, see OutputChange::losses
};

/// What a run of a whole assignment gave.
struct AssignmentResult {
  std::uint64_t bytes = 0;  ///< of the file, exact
  OutputChange change;
  double loss = 0.0;  ///< KL in nats; of what is no classifier noise ÷ signal of the outputs
};
/// The loss of a change; infinite where outputs are not finite.
[[nodiscard]] double lossOf(const OutputChange& change, bool classifier);

/// All layers of a model in all ways, each encoded once, and assignments of them. Ways of large layers are encoded, and
/// GPTQ chooses the codes of those that ask for it, when they are first run: their bytes are foreseen
/// (foreseen_bytes.h).
class AllocationTable {
 public:
  struct Settings {
    DataRequest data;
    std::uint64_t mostKeptBytes = kMostKeptValues;
    WorkerLimits limits;
    const SearchStore* store = nullptr;  ///< where what was run is kept, and looked up first; lives longer
  };
  [[nodiscard]] static Result<AllocationTable> make(const std::shared_ptr<const Model>& model,
                                                    std::vector<SchemeSpec> candidates, Settings settings,
                                                    const Job& job);

  [[nodiscard]] std::size_t layerCount() const { return tensors_.size(); }
  [[nodiscard]] std::size_t candidateCount() const { return candidates_.size(); }
  /// The first layer of the same shape, type, operator and channel axis: itself where there is none before it. The same
  /// layers of equal blocks are.
  [[nodiscard]] std::size_t firstAlike(std::size_t layer) const;
  /// Multiply-accumulates of one sample in the model; 0 where they cannot be counted.
  [[nodiscard]] std::uint64_t multiplyAccumulates() const { return multiplyAccumulates_; }
  /// Codes, scales, tables and positions of a layer so stored, foreseen where it is not encoded yet; raw bytes where it
  /// stays as it is. What files have beside these hardly depends on the assignment.
  [[nodiscard]] std::uint64_t contentBytes(std::size_t layer, std::size_t candidate) const {
    return contents_[layer][candidate];
  }

  /// The recipe that gives the assignment through `compress` with the same calibration data: a rule a layer.
  [[nodiscard]] Recipe recipe(const Assignment& assignment) const;
  /// Of the file, exact, without what says in it that biases were corrected: encodes what is still to be.
  [[nodiscard]] Result<std::uint64_t> fileBytes(const Assignment& assignment, const Job& job);
  /// Whether a layer of it asks for `bias_correction`.
  [[nodiscard]] bool correctsBiases(const Assignment& assignment) const;

  /// Runs the assignment, biases corrected where candidates ask for it. `samples`: on the first so many; 0: on all.
  [[nodiscard]] Result<AssignmentResult> run(const Assignment& assignment, std::int64_t samples, const Job& job);
  /// The same of any recipe of the model: for what is no choice layer by layer. None where its file takes more than
  /// `mostBytes`.
  [[nodiscard]] Result<std::optional<AssignmentResult>> run(const Recipe& recipe, std::uint64_t mostBytes,
                                                            const Job& job);
  /// The loss of the assignment with each layer in turn stored in each of the ways `wanted`, on the first `samples` (0:
  /// on all). Empty `assignment`: all others are as they are. Ways that leave a layer as it is are never run: they do
  /// no loss alone, and in an assignment at most that of the best of the others.
  [[nodiscard]] Result<Losses> losses(const Assignment& assignment, const Choices& wanted, std::int64_t samples,
                                      const Job& job);
  /// Whether a way leaves the layer as it is.
  [[nodiscard]] bool keeps(std::size_t layer, std::size_t candidate) const {
    return isEncoded_[layer][candidate] != 0 && !versions_[layer][candidate].layer.encoded;
  }
  /// Of the last run of either kind.
  [[nodiscard]] const TensorVariantsResult& last() const { return last_; }

 private:
  AllocationTable() = default;
  /// A layer and a way.
  using Pair = std::pair<std::size_t, std::size_t>;
  [[nodiscard]] DataRequest firstOf(std::int64_t samples) const;
  /// Foresees the bytes of the ways of the layer that was added last; those whose bytes cannot be are in `now`.
  [[nodiscard]] Result<void> foresee(std::vector<Pair>& now, const Job& job);
  /// Encodes those that are not yet, side by side.
  [[nodiscard]] Result<void> encode(std::vector<Pair> pairs, const Job& job);
  [[nodiscard]] Result<void> encode(const Assignment& assignment, const Job& job);
  /// Encoded; biases not corrected yet.
  [[nodiscard]] CompressedModel assemble(const Assignment& assignment) const;
  [[nodiscard]] Result<void> fit(std::size_t layer, std::span<const std::size_t> candidates, const Job& job);
  /// A model whose layers are as in an assignment, cut behind each.
  struct Cut;
  [[nodiscard]] Result<const LayerSubgraphs*> cutAt(Cut& cut, const Job& job);
  [[nodiscard]] Result<void> measure(std::size_t layer, std::span<const std::size_t> wanted, Cut& cut, Losses& losses,
                                     const Job& job);
  /// With its biases corrected.
  [[nodiscard]] Result<CompressedModel> corrected(const Assignment& assignment, std::int64_t samples, const Job& job);
  [[nodiscard]] Result<AssignmentResult> run(const CompressedModel& compressed, std::int64_t samples, const Job& job);

  std::shared_ptr<const Model> model_;
  Settings settings_;
  std::vector<SchemeSpec> candidates_;
  std::vector<std::size_t> tensors_;
  std::vector<std::vector<LayerCandidate>> versions_;
  std::vector<std::vector<char>> isEncoded_;  ///< or seen to stay as it is
  std::vector<std::vector<std::uint64_t>> contents_;
  CompressedModel untouched_;
  std::optional<BatchedHessians> moments_;
  std::map<std::pair<Assignment, std::int64_t>, CompressedModel> corrected_;
  std::vector<std::string> floats_;
  std::uint64_t multiplyAccumulates_ = 0;
  TensorVariantsResult last_;
};

}  // namespace bitwright
