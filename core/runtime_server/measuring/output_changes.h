// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/runtime/values/tensor_variants_request.h"
#include "core/runtime_server/measuring/activation_cache.h"
#include "core/stats/score_rows.h"

namespace bitwright {

/// What the outputs of a classifier are, where they are: its one output is [samples, classes > 1], with nothing but
/// ones behind.
[[nodiscard]] std::optional<ClassScores> batchScores(const CachedBatch& batch,
                                                     const std::vector<WidenedOutput>& outputs);

/// Sums of what one inference changes; of several, they add up in any grouping only to rounding, so they are added in
/// the order of the samples.
struct ChangeSums {
  double signal = 0.0;  ///< Σ original², of pairs that are finite
  double noise = 0.0;   ///< Σ difference², likewise
  double kl = 0.0;
  bool hasKl = true;
  std::int64_t agreeing = 0;
  std::int64_t onlyOriginal = 0;
  std::int64_t onlyVariant = 0;
  std::int64_t samples = 0;
  std::vector<double> klEach;     ///< of each sample
  std::vector<double> noiseEach;  ///< likewise, where all outputs come by samples

  ChangeSums& operator+=(const ChangeSums& other);
};

/// `outputs` are those of the variant, in part or all of those of the batch: what a part does not reach is as it was.
/// `labels` are those of the whole data.
[[nodiscard]] ChangeSums sumChanges(const CachedBatch& batch, const std::vector<WidenedOutput>& outputs,
                                    std::span<const std::int64_t> labels, bool probabilities);

[[nodiscard]] OutputChange changeOf(const ChangeSums& sums, bool classifier);

}  // namespace bitwright
