// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "core/base/result.h"
#include "core/evaluation/results/comparison.h"
#include "core/evaluation/results/result_cache.h"
#include "core/evaluation/results/variant_request.h"

namespace bitwright {

/// All that decides a variant's scorecard but the variant: original, data, settings, versions, processor.
/// `calibrationSha256`: of the data options.calibration names; empty where it names none.
[[nodiscard]] nlohmann::json resultConditions(const CompareOptions& options, const Provenance& provenance,
                                              const Model& original, const std::string& calibrationSha256 = {});
/// What decides it of the variant: its recipe without the name, or the content of the finished model; null: the
/// original itself. Fails where a finished model cannot be opened.
[[nodiscard]] Result<nlohmann::json> resultSubject(const VariantRequest* variant, const Job& job);

/// A folder of finished scorecards (result_cache.h).
class ResultStore {
 public:
  [[nodiscard]] static Result<ResultStore> open(const std::filesystem::path& folder, nlohmann::json conditions);

  [[nodiscard]] std::optional<Scorecard> find(const nlohmann::json& subject) const;
  [[nodiscard]] Result<void> keep(const nlohmann::json& subject, const Scorecard& card) const;
  [[nodiscard]] std::filesystem::path fileOf(const nlohmann::json& subject) const { return store_.fileOf(subject); }

 private:
  explicit ResultStore(ResultCache store) : store_(std::move(store)) {}

  ResultCache store_;
};

}  // namespace bitwright
