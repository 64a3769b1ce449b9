// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/values/json_fields.h"

#include <cmath>
#include <limits>
#include <stdexcept>

namespace bitwright {

using nlohmann::json;

json jsonOf(double value) {
  if (std::isfinite(value)) return value;
  return std::isnan(value) ? "nan" : value > 0.0 ? "inf" : "-inf";
}
json jsonOf(const std::string& value) {
  return value;
}
json jsonOf(const std::filesystem::path& value) {
  return pathToWire(value);
}
json jsonOf(const Message& value) {
  return messageToWire(value);
}
json jsonOf(const Error& value) {
  return errorToWire(value);
}
json jsonOf(const Preprocessing& value) {
  return preprocessingToJson(value);
}
json jsonOf(const std::vector<bool>& bits) {
  std::string text;
  for (const bool bit : bits) text.push_back(bit ? '1' : '0');
  return text;
}

void readJson(const json& stored, double& value) {
  if (stored.is_string()) {
    const auto word = stored.get<std::string>();
    value = word == "nan" ? std::numeric_limits<double>::quiet_NaN() : word == "inf" ? HUGE_VAL : -HUGE_VAL;
  } else {
    stored.get_to(value);
  }
}
void readJson(const json& stored, std::string& value) {
  stored.get_to(value);
}
void readJson(const json& stored, std::filesystem::path& value) {
  value = pathFromWire(stored.get<std::string>());
}
void readJson(const json& stored, Message& value) {
  value = messageFromWire(stored);
}
void readJson(const json& stored, Error& value) {
  value = errorFromWire(stored);
}
void readJson(const json& stored, Preprocessing& value) {
  auto read = preprocessingFromJson(stored.get_ref<const std::string&>());
  if (!read) throw std::invalid_argument(read.error().line());
  value = std::move(*read);
}
void readJson(const json& stored, std::vector<bool>& bits) {
  const auto text = stored.get<std::string>();
  bits.clear();
  for (const char bit : text) bits.push_back(bit == '1');
}

}  // namespace bitwright
