// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/evaluation/comparison.h"

namespace bitwright {

/// The contract's documents; member names are a promise.
[[nodiscard]] nlohmann::ordered_json toJson(const Provenance& provenance);
[[nodiscard]] nlohmann::ordered_json toJson(const Comparison& comparison);
[[nodiscard]] nlohmann::ordered_json toJson(const SizeLedger& ledger);
[[nodiscard]] nlohmann::ordered_json toJson(const Verification& verification);
[[nodiscard]] nlohmann::ordered_json toJson(const std::vector<SizeStage>& stages);

/// How a comparison can be made again.
struct Reproduction {
  Reproduction() = default;
  Reproduction(std::string line) : command(std::move(line)) {}  // NOLINT(google-explicit-constructor)
  Reproduction(const char* line) : command(line) {}             // NOLINT(google-explicit-constructor)

  std::string command;                                     ///< quoted for a shell; empty: unknown
  std::vector<std::pair<std::string, std::string>> files;  ///< name and content of what it reads and nobody has as a file: recipes
};

/// A report in the format the file name's ending asks for: .html, .md, .csv or .json; written atomically. ErrorKind::usage for another ending.
/// HTML is self-contained (charts as inline SVG; light, dark and print).
[[nodiscard]] Result<void> writeReport(const Comparison& comparison, const Reproduction& from, const std::filesystem::path& target);

/// Several: all of them appear, or none.
[[nodiscard]] Result<void> writeReports(const Comparison& comparison, const Reproduction& from, const std::vector<std::string>& targets);

/// Whether these could be written now: to be asked before the measuring, which may take hours.
[[nodiscard]] Result<void> checkReportTargets(const std::vector<std::string>& targets);

/// Whether `target` has one of those endings: to be asked before the measuring.
[[nodiscard]] Result<void> checkReportName(const std::filesystem::path& target);

/// The comparison as an aligned text table for a terminal, its explanations and the variants' notes below it.
[[nodiscard]] std::string comparisonTable(const Comparison& comparison);

}  // namespace bitwright
