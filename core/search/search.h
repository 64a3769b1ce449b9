// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/evaluation/results/comparison.h"
#include "core/recipe/recipe.h"
#include "core/runtime/tensor_variants.h"

// The best assignment of schemes under a budget: chosen by measured sensitivities, validated and corrected by runs of
// whole assignments.

namespace bitwright {

/// Exactly one of the bounds.
struct SearchGoal {
  std::optional<double> maxDrop;  ///< the smallest file that loses at most this share of the samples, 0–1; needs labels
  std::optional<std::uint64_t> maxBytes;  ///< the least loss in a file of at most so many bytes
  bool fastest =
      false;  ///< with maxDrop: not the smallest file but the one that runs fastest, by layers that compute in integers
};

struct SearchRequest {
  std::shared_ptr<const Model> model;
  SearchGoal goal;
  std::vector<SchemeSpec> candidates;  ///< for every layer; empty: searchCandidates()
  DataRequest data;                    ///< what assignments are judged on, and what biases are corrected on; named data
  int evaluations = 60;                ///< whole assignments that are run at most
  /// Every layer is measured in every way on all samples, which takes hours where there are many of each; otherwise no
  /// more than the choice needs (loss_ladder.h).
  bool thorough = false;
  /// Multiply-accumulates that measuring every layer in every way once may take where that is not asked for: some half
  /// a minute on two threads. Then it is done so, on up to 256 samples.
  std::uint64_t mostForAll = 2'000'000'000'000;
  /// What was run is kept here, and what an earlier search of the same model, data and settings ran is taken from here:
  /// one that was stopped goes on. Empty: neither. Not for `fastest`.
  std::filesystem::path resultsIn{};
  int rounds = 0;  ///< `fastest`: of timing, see TimingRequest
  std::uint64_t seed = 0;
  std::uint64_t mostKeptBytes = kMostKeptValues;
  WorkerLimits limits;
};

/// Mixed families: k-means of 2 to 6 bits by several groups, uniform, pruned, float16 and float; coarse ones with GPTQ
/// and bias correction.
[[nodiscard]] std::vector<SchemeSpec> searchCandidates();

/// An assignment that was run.
struct SearchPoint {
  Recipe recipe;             ///< through `compress` with the same calibration data it gives the very file
  std::uint64_t bytes = 0;   ///< of that file, exact
  double loss = 0.0;         ///< what assignments are ranked by: KL in nats, of what is no classifier noise ÷ signal
  std::optional<double> kl;  ///< as Fidelity::kl
  std::optional<double> agreement;  ///< 0–1
  std::optional<Interval> drop;     ///< on the samples it was chosen by, paired
  /// What is held against maxDrop: the drop, or a quarter of the changed predictions where that is more. Images the net
  /// was trained on forgive more than others do, and on few of them a drop is hardly measured; over single layers at 3
  /// bits a quarter is what changed predictions cost on test images.
  std::optional<double> expectedDrop;
  std::optional<Interval> speedup;  ///< original time ÷ this one's; where it was timed, for the goal `fastest`
};
[[nodiscard]] double expectedDropOf(double drop, const std::optional<double>& agreement);
/// Why there is no accuracy to hold against a bound.
[[nodiscard]] Error noLabelsError(const std::string& dataSpec);

struct SearchResult {
  Provenance provenance;
  std::string modelName;
  std::string dataName;
  std::int64_t samples = 0;
  std::optional<double> top1;         ///< the original's, 0–1
  std::optional<SearchPoint> chosen;  ///< none: nothing that was run keeps the bound
  std::vector<SearchPoint> front;     ///< of all that were run those that none is both smaller (`fastest`: faster) and
                                      ///< less harmful than, smallest (fastest) first
  int evaluations = 0;                ///< whole assignments that were run
  bool stopped = false;               ///< by the person: `chosen` is the best found so far
  std::vector<Message> warnings;
};

/// Called from the calling thread whenever an assignment was run.
using SearchObserver = std::function<void(const SearchResult&)>;

}  // namespace bitwright
