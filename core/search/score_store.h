// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/evaluation/results/result_cache.h"
#include "core/search/sensitivity.h"

namespace bitwright {

/// What is kept beside a layer's score: it is the same for all of one analysis.
struct StoredScore {
  LayerScore score;
  std::int64_t samples = 0;
  std::optional<double> top1;
  bool wholeModel = false;
};

/// A folder of results of one kind that model, data, `provenance`'s versions and processor decide; their subject says
/// what was measured. `dataSha256`: hashData() of the data. Threads are not among them: they change nothing.
[[nodiscard]] Result<ResultCache> openMeasurements(const std::filesystem::path& folder, ResultCache::Kind kind,
                                                   const Model& model, const DataRequest& data,
                                                   const std::string& dataSha256, const Provenance& provenance);

/// Scores of layers in a folder, by model, data, settings, tensor and spec (core/evaluation/results/result_cache.h).
class ScoreStore {
 public:
  /// Reads the data once, for their hash.
  [[nodiscard]] static Result<ScoreStore> open(const SensitivityRequest& request, const Provenance& provenance,
                                               const Job& job);

  [[nodiscard]] std::optional<StoredScore> find(const WeightTensor& tensor, const std::string& spec) const;
  [[nodiscard]] Result<void> keep(const WeightTensor& tensor, const StoredScore& stored) const;
  [[nodiscard]] const std::string& dataSha256() const { return dataSha256_; }

 private:
  ScoreStore(ResultCache store, std::string dataSha256)
      : store_(std::move(store)), dataSha256_(std::move(dataSha256)) {}

  ResultCache store_;
  std::string dataSha256_;
};

}  // namespace bitwright
