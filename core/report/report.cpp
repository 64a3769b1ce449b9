// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/report.h"

#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/report/text_reports.h"

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
  return fail(ErrorKind::usage, BW_MESSAGE("report.unknown_format", "no report format has this ending"), target.string(), {},
              BW_MESSAGE("report.formats", "name a file that ends in .html, .md, .csv or .json"));
}

}  // namespace

Result<void> checkReportName(const std::filesystem::path& target) {
  auto writer = writerFor(target);
  if (!writer) return passOn(writer);
  return {};
}

Result<Reports> Reports::create(const std::vector<std::string>& targets) {
  Reports reports;
  for (const auto& target : targets) {
    if (auto known = checkReportName(target); !known) return passOn(known);
    auto file = AtomicFile::create(target);
    if (!file) return passOn(file);
    reports.files_.push_back(std::move(*file));
  }
  return reports;
}

Result<void> Reports::write(const Comparison& comparison, const Reproduction& from) {
  std::vector<AtomicFile*> all;
  for (auto& file : files_) {
    auto writer = writerFor(file.target().named());
    if (!writer) return passOn(writer);
    if (auto written = file.write((*writer)(comparison, from)); !written) return passOn(written);
    all.push_back(&file);
  }
  return commitTogether(all);
}

Result<void> writeReport(const Comparison& comparison, const Reproduction& from, const std::filesystem::path& target) {
  auto writer = writerFor(target);
  if (!writer) return passOn(writer);
  return writeFileAtomically(target, (*writer)(comparison, from));
}

}  // namespace bitwright
