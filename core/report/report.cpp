// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/report.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "core/base/files/atomic_file.h"
#include "core/report/formats/comparison_json.h"
#include "core/report/formats/csv_report.h"
#include "core/report/formats/html_report.h"
#include "core/report/formats/markdown_report.h"

namespace bitwright {

namespace {

using Writer = std::string (*)(const Comparison&, const Reproduction&);

std::string comparisonJson(const Comparison& comparison, const Reproduction& from) {
  auto json = toJson(comparison);
  if (!from.command.empty()) json["command"] = from.command;
  for (const auto& [name, content] : from.files) json["files"][name] = content;
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

std::string csvWithoutCommand(const Comparison& comparison, const Reproduction&) {
  return comparisonCsv(comparison);
}

Result<Writer> writerFor(const std::filesystem::path& target) {
  const auto ending = target.extension().string();
  if (ending == ".html" || ending == ".htm") return &comparisonHtml;
  if (ending == ".md") return &comparisonMarkdown;
  if (ending == ".csv") return &csvWithoutCommand;
  if (ending == ".json") return &comparisonJson;
  return fail(ErrorKind::usage, BW_MESSAGE("report.unknown_format", "no report format has this ending"),
              target.string(), {}, BW_MESSAGE("report.formats", "name a file that ends in .html, .md, .csv or .json"));
}

}  // namespace

Result<void> checkReportName(const std::filesystem::path& target) {
  auto writer = writerFor(target);
  if (!writer) return passOn(writer);
  return {};
}

Result<void> checkReportTargets(const std::vector<std::string>& targets) {
  for (const auto& target : targets) {
    if (auto known = checkReportName(target); !known) return known;
    if (auto could = AtomicFile::create(target); !could) return passOn(could);
  }
  return {};
}

Result<void> writeReports(const Comparison& comparison, const Reproduction& from,
                          const std::vector<std::string>& targets) {
  std::vector<AtomicFile> files;
  for (const auto& target : targets) {
    auto writer = writerFor(target);
    if (!writer) return passOn(writer);
    auto file = AtomicFile::create(target);
    if (!file) return passOn(file);
    if (auto written = file->write((*writer)(comparison, from)); !written) return written;
    files.push_back(std::move(*file));
  }
  std::vector<AtomicFile*> all;
  for (auto& file : files) all.push_back(&file);
  return commitTogether(all);
}

Result<void> writeReport(const Comparison& comparison, const Reproduction& from, const std::filesystem::path& target) {
  auto writer = writerFor(target);
  if (!writer) return passOn(writer);
  return writeFileAtomically(target, (*writer)(comparison, from));
}

}  // namespace bitwright
