// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/report.h"

#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/report/text_reports.h"

namespace bitwright {

Result<void> writeReport(const Comparison& comparison, const std::string& command, const std::filesystem::path& target) {
  const auto ending = target.extension().string();
  if (ending == ".html" || ending == ".htm") return writeFileAtomically(target, comparisonHtml(comparison, command));
  if (ending == ".md") return writeFileAtomically(target, comparisonMarkdown(comparison, command));
  if (ending == ".csv") return writeFileAtomically(target, comparisonCsv(comparison));
  if (ending == ".json") {
    return writeFileAtomically(target, toJson(comparison).dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n');
  }
  return fail(ErrorKind::usage, BW_MESSAGE("report.unknown_format", "no report format has this ending"), target.string(), {},
              BW_MESSAGE("report.formats", "name a file that ends in .html, .md, .csv or .json"));
}

}  // namespace bitwright
