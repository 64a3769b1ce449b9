// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/base/message.h"
#include "core/data/images/preprocessing.h"
#include "core/runtime/values/fields.h"
#include "core/runtime/values/wire.h"

// Values as JSON and back. Those of a listed type (fields.h) are objects with its keys, enums their numbers, what is
// absent null. readJson throws nlohmann::json::exception on what does not fit, also where a key is missing.

namespace bitwright {

[[nodiscard]] nlohmann::json jsonOf(std::integral auto value) {
  return value;
}
[[nodiscard]] nlohmann::json jsonOf(double value);  ///< JSON has no infinity: "nan", "inf" and "-inf" are words
[[nodiscard]] nlohmann::json jsonOf(const std::string& value);  ///< UTF-8
[[nodiscard]] nlohmann::json jsonOf(const std::filesystem::path& value);
[[nodiscard]] nlohmann::json jsonOf(const Message& value);
[[nodiscard]] nlohmann::json jsonOf(const Error& value);
[[nodiscard]] nlohmann::json jsonOf(const Preprocessing& value);
[[nodiscard]] nlohmann::json jsonOf(const std::vector<bool>& bits);  ///< text of 0 and 1
template <class T>
requires std::is_enum_v<T>
[[nodiscard]] nlohmann::json jsonOf(T value);
template <class T>
[[nodiscard]] nlohmann::json jsonOf(AsBytes<T> bytes);
template <class T>
[[nodiscard]] nlohmann::json jsonOf(const std::optional<T>& value);
template <class T>
[[nodiscard]] nlohmann::json jsonOf(const std::vector<T>& list);
template <class T>
[[nodiscard]] nlohmann::json jsonOf(const std::shared_ptr<const T>& value);
template <Listed T>
[[nodiscard]] nlohmann::json jsonOf(const T& item);

void readJson(const nlohmann::json& stored, std::integral auto& value) {
  stored.get_to(value);
}
void readJson(const nlohmann::json& stored, double& value);
void readJson(const nlohmann::json& stored, std::string& value);
void readJson(const nlohmann::json& stored, std::filesystem::path& value);
void readJson(const nlohmann::json& stored, Message& value);
void readJson(const nlohmann::json& stored, Error& value);
void readJson(const nlohmann::json& stored, Preprocessing& value);  ///< throws std::invalid_argument where it is none
void readJson(const nlohmann::json& stored, std::vector<bool>& bits);
template <class T>
requires std::is_enum_v<T>
void readJson(const nlohmann::json& stored, T& value);
template <class T>
void readJson(const nlohmann::json& stored, AsBytes<T> bytes);
template <class T>
void readJson(const nlohmann::json& stored, std::optional<T>& value);
template <class T>
void readJson(const nlohmann::json& stored, std::vector<T>& list);
template <class T>
void readJson(const nlohmann::json& stored, std::shared_ptr<const T>& value);
template <Listed T>
void readJson(const nlohmann::json& stored, T& item);

template <class T>
[[nodiscard]] T readJson(const nlohmann::json& stored) {
  T value{};
  readJson(stored, value);
  return value;
}

template <class T>
requires std::is_enum_v<T> nlohmann::json jsonOf(T value) {
  return static_cast<int>(value);
}
template <class T>
nlohmann::json jsonOf(AsBytes<T> bytes) {
  if constexpr (std::same_as<std::remove_const_t<T>, std::string>) {
    return pathToWire(bytes.value);
  } else {
    auto list = nlohmann::json::array();
    for (const std::string& text : bytes.value) list.push_back(pathToWire(text));
    return list;
  }
}
template <class T>
nlohmann::json jsonOf(const std::optional<T>& value) {
  return value ? jsonOf(*value) : nlohmann::json();
}
template <class T>
nlohmann::json jsonOf(const std::vector<T>& list) {
  auto array = nlohmann::json::array();
  for (const auto& item : list) array.push_back(jsonOf(item));
  return array;
}
template <class T>
nlohmann::json jsonOf(const std::shared_ptr<const T>& value) {
  return value ? jsonOf(*value) : nlohmann::json();
}
template <Listed T>
nlohmann::json jsonOf(const T& item) {
  auto object = nlohmann::json::object();
  auto write = [&object](const char* key, const auto& value) { object[key] = jsonOf(value); };
  Fields<T>::visit(write, item);
  return object;
}

template <class T>
requires std::is_enum_v<T>
void readJson(const nlohmann::json& stored, T& value) {
  value = static_cast<T>(stored.get<int>());
}
template <class T>
void readJson(const nlohmann::json& stored, AsBytes<T> bytes) {
  if constexpr (std::same_as<T, std::string>) {
    bytes.value = pathFromWire(stored.get<std::string>()).string();
  } else {
    bytes.value.clear();
    for (const auto& entry : stored.get_ref<const nlohmann::json::array_t&>())
      bytes.value.push_back(pathFromWire(entry.get<std::string>()).string());
  }
}
template <class T>
void readJson(const nlohmann::json& stored, std::optional<T>& value) {
  if (stored.is_null())
    value.reset();
  else
    readJson(stored, value.emplace());
}
template <class T>
void readJson(const nlohmann::json& stored, std::vector<T>& list) {
  list.clear();
  for (const auto& entry : stored.get_ref<const nlohmann::json::array_t&>()) {
    T item{};
    readJson(entry, item);
    list.push_back(std::move(item));
  }
}
template <class T>
void readJson(const nlohmann::json& stored, std::shared_ptr<const T>& value) {
  value.reset();
  if (!stored.is_null()) value = std::make_shared<const T>(readJson<T>(stored));
}
template <Listed T>
void readJson(const nlohmann::json& stored, T& item) {
  auto read = [&stored](const char* key, auto&& value) { readJson(stored.at(key), value); };
  Fields<T>::visit(read, item);
}

}  // namespace bitwright
