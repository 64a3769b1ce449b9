// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/tables/provenance_rows.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/base/text/parse_json.h"

namespace bitwright {

std::vector<std::pair<std::string, std::string>> provenanceRows(const Comparison& comparison) {
  const auto& from = comparison.provenance;
  std::vector<std::pair<std::string, std::string>> rows;
  const auto add = [&rows](const char* label, std::string value) {
    if (!value.empty()) rows.emplace_back(label, std::move(value));
  };
  add("Bitwright", from.version);
  add("ONNX Runtime", from.onnxRuntime);
  add("CPU", from.cpu);
  add("CPU features", fmt::format("{}", fmt::join(from.cpuFeatures, ", ")));
  add("Threads", fmt::format("{}", from.threads));
  add("Seed", fmt::format("{}", from.seed));
  add("Model", comparison.modelName);
  add("Model SHA-256", from.modelSha256);
  add("Data", comparison.synthesised ? "synthesised" : comparison.dataName);
  if (comparison.preprocessing != Preprocessing{})
    add("Preprocessing", parseJson(preprocessingToJson(comparison.preprocessing)).dump());
  add("Data SHA-256", from.dataSha256);
  if (comparison.samples > 0) add("Samples", fmt::format("{}", comparison.samples));
  return rows;
}

}  // namespace bitwright
