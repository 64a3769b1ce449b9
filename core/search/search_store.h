// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/evaluation/results/provenance.h"
#include "core/evaluation/results/result_cache.h"
#include "core/model/model.h"
#include "core/runtime/tensor_variants.h"

namespace bitwright {

/// What was run for a search: a whole recipe, or versions of one layer with the others as in a recipe.
struct SearchStep {
  std::string around;              ///< recipe (recipe.h), JSON: of the whole, or of the other layers
  std::string tensor;              ///< that was varied, as recipes name it; empty: the whole was run
  std::vector<std::string> specs;  ///< its versions
  std::int64_t samples = 0;        ///< 0: all
};

struct SearchStepResult {
  TensorVariantsResult measured;
  std::uint64_t bytes = 0;  ///< of the whole: of its file
};

/// What the steps of a search gave, in a folder: a search that was stopped takes them from there and goes on.
class SearchStore {
 public:
  /// Reads the data once, for their hash.
  [[nodiscard]] static Result<SearchStore> open(const std::filesystem::path& folder, const Model& model,
                                                const DataRequest& data, const Provenance& provenance, const Job& job);

  [[nodiscard]] std::optional<SearchStepResult> find(const SearchStep& step) const;
  [[nodiscard]] Result<void> keep(const SearchStep& step, const SearchStepResult& result) const;

 private:
  explicit SearchStore(ResultCache cache) : cache_(std::move(cache)) {}

  ResultCache cache_;
};

}  // namespace bitwright
