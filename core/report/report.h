// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/evaluation/results/comparison.h"
#include "core/report/document/reproduction.h"

namespace bitwright {

/// A report in the format the file name's ending asks for: .html, .md, .csv or .json; written atomically.
/// ErrorKind::usage for another ending. HTML is self-contained (charts as inline SVG; light, dark and print).
[[nodiscard]] Result<void> writeReport(const Comparison& comparison, const Reproduction& from,
                                       const std::filesystem::path& target);

/// Several: all of them appear, or none.
[[nodiscard]] Result<void> writeReports(const Comparison& comparison, const Reproduction& from,
                                        const std::vector<std::string>& targets);

/// Whether these could be written now: to be asked before the measuring, which may take hours.
[[nodiscard]] Result<void> checkReportTargets(const std::vector<std::string>& targets);

/// Whether `target` has one of those endings: to be asked before the measuring.
[[nodiscard]] Result<void> checkReportName(const std::filesystem::path& target);

}  // namespace bitwright
