// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/evaluation/comparison.h"

namespace bitwright {

/// All that decides a variant's scorecard but the variant: original, data, settings, versions, processor. `calibrationSha256`: of the data options.calibration
/// names; empty where it names none.
[[nodiscard]] nlohmann::json resultConditions(const CompareOptions& options, const Provenance& provenance, const Model& original,
                                              const std::string& calibrationSha256 = {});
/// What decides it of the variant: its recipe without the name, or the content of the finished model; null: the original itself. Fails where a finished
/// model cannot be opened.
[[nodiscard]] Result<nlohmann::json> resultSubject(const VariantRequest* variant, const Job& job);

/// A folder of finished scorecards, a file each, named by the SHA-256 of what decides it. A file appears whole or not at all; one that is torn, of other
/// content than its name says or of another kind is as if it were not there, and is replaced.
class ResultStore {
 public:
  /// Makes the folder where there is none. What interrupted writers left there long ago is removed.
  [[nodiscard]] static Result<ResultStore> open(const std::filesystem::path& folder, nlohmann::json conditions);

  [[nodiscard]] std::optional<Scorecard> find(const nlohmann::json& subject) const;
  [[nodiscard]] Result<void> keep(const nlohmann::json& subject, const Scorecard& card) const;
  [[nodiscard]] std::filesystem::path fileOf(const nlohmann::json& subject) const;

 private:
  ResultStore(std::filesystem::path folder, nlohmann::json conditions) : folder_(std::move(folder)), conditions_(std::move(conditions)) {}
  [[nodiscard]] nlohmann::json keyOf(const nlohmann::json& subject) const;

  std::filesystem::path folder_;
  nlohmann::json conditions_;
};

}  // namespace bitwright
