// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "core/base/result.h"

namespace bitwright {

/// A folder of results, a file each, named by the SHA-256 of what decides it. A file appears whole or not at all; one
/// that is torn, of other content than its name says or of another kind is as if it were not there, and is replaced.
/// Stores of several kinds may share a folder.
class ResultCache {
 public:
  /// What kind of result: the member of the document that says so with the schema's version, and the one that holds the
  /// result.
  struct Kind {
    std::string schemaKey;
    int schemaVersion = 1;
    std::string content;
  };
  /// Makes the folder where there is none. What interrupted writers left there long ago is removed. `conditions`: all
  /// that decides a result but its subject.
  [[nodiscard]] static Result<ResultCache> open(const std::filesystem::path& folder, Kind kind,
                                                nlohmann::json conditions);

  /// The results as they were kept, whatever reads them may throw nlohmann::json::exception on what does not fit.
  [[nodiscard]] std::optional<nlohmann::json> find(const nlohmann::json& subject) const;
  [[nodiscard]] Result<void> keep(const nlohmann::json& subject, const nlohmann::json& result) const;
  [[nodiscard]] std::filesystem::path fileOf(const nlohmann::json& subject) const;

 private:
  ResultCache(std::filesystem::path folder, Kind kind, nlohmann::json conditions)
      : folder_(std::move(folder)), kind_(std::move(kind)), conditions_(std::move(conditions)) {}
  [[nodiscard]] nlohmann::json keyOf(const nlohmann::json& subject) const;

  std::filesystem::path folder_;
  Kind kind_;
  nlohmann::json conditions_;
};

}  // namespace bitwright
