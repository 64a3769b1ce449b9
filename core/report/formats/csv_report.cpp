// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/report/formats/csv_report.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/report/formats/comparison_json.h"
#include "core/report/formats/json_parts.h"
#include "core/report/tables/shape_table.h"
#include "core/runtime/values/input_shape.h"

namespace bitwright {

namespace {

std::string csvCell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char character : text) {
    if (character == '"') quoted += '"';
    quoted += character;
  }
  return quoted + '"';
}

std::string csvValue(const nlohmann::ordered_json& value) {
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string shapeCells(const ShapeFigures& figures) {
  std::string cells;
  const auto add = [&cells](const nlohmann::ordered_json& value) { cells += ',' + csvValue(value); };
  const auto* speed = figures.speed;
  for (const double value : speed == nullptr
                                ? std::vector<double>(5, std::nan(""))
                                : std::vector<double>{speed->medianMs, speed->speedup.value, speed->speedup.low,
                                                      speed->speedup.high, speed->loadMs})
    add(jsonNumber(value));
  add(figures.memory == nullptr ? nlohmann::ordered_json() : nlohmann::ordered_json(figures.memory->residentBytes));
  return cells;
}

}  // namespace

std::string comparisonCsv(const Comparison& comparison) {
  // The contract's own keys decide the columns, from the groups of the first variant that has them.
  const std::vector<std::pair<const char*, std::vector<const char*>>> groups{
      {"size", {"file_bytes", "ratio", "payload_bytes", "overhead_bytes", "archive_bytes"}},
      {"speed",
       {"load_ms", "median_ms", "p95_ms", "speedup", "speedup_low", "speedup_high", "verdict", "threads",
        "first_run_ms"}},
      {"energy", {"per_inference_mj"}},
      {"memory", {"load_peak_bytes", "resident_bytes"}},
      {"accuracy",
       {"metric", "top1", "top5", "low", "high", "drop", "drop_low", "drop_high", "samples", "flipped", "top5_low",
        "top5_high", "p_value"}},
      {"fidelity", {"agreement", "sqnr_db", "cosine", "kl", "max_abs_diff"}},
      {"perplexity",
       {"perplexity", "perplexity_low", "perplexity_high", "nats", "nats_low", "nats_high", "increase", "increase_low",
        "increase_high", "tokens", "kl", "kl_999", "agreement"}}};
  std::string text = "name,spec";
  for (const auto& [group, keys] : groups) {
    for (const char* key : keys) text += fmt::format(",{}", key);
  }
  text += ",integer_share,verified,archive_level";
  const auto shapes = shapesOf(comparison);
  for (const auto& each : shapes) {
    for (const char* key : {"median_ms", "speedup", "speedup_low", "speedup_high", "load_ms", "resident_bytes"})
      text += ',' + csvCell(fmt::format("{} {}", shapesText(each), key));
  }
  text += '\n';
  const auto json = toJson(comparison);
  auto card = comparison.variants.begin();
  for (const auto& variant : json["variants"]) {
    text += csvCell(csvValue(variant["name"])) + ',' + csvCell(csvValue(variant["spec"]));
    for (const auto& [group, keys] : groups) {
      for (const char* key : keys)
        text += ',' + (variant[group].is_null() ? std::string() : csvCell(csvValue(variant[group][key])));
    }
    text += ',' + csvValue(variant["integer_share"]) + ',' + csvValue(variant["verified"]) + ',' +
            (variant["size"].is_null() ? std::string() : csvValue(variant["size"]["archive_level"]));
    for (const auto& each : shapes) text += shapeCells(figuresAt(*card, each));
    ++card;
    text += '\n';
  }
  return text;
}

}  // namespace bitwright
