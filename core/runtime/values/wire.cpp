// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/runtime/values/wire.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>
#include <variant>
#include <vector>

namespace bitwright {

namespace {

using nlohmann::json;

constexpr std::array<std::pair<const char*, ErrorKind>, 6> kErrorKinds{{{"input", ErrorKind::input},
                                                                        {"io", ErrorKind::io},
                                                                        {"engine", ErrorKind::engine},
                                                                        {"verification", ErrorKind::verification},
                                                                        {"usage", ErrorKind::usage},
                                                                        {"cancelled", ErrorKind::cancelled}}};

int hexDigit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

}  // namespace

std::string pathToWire(const std::filesystem::path& path) {
  std::string text;
  for (const char character : path.native()) {
    const auto byte = static_cast<unsigned char>(character);
    if (byte < 0x20 || byte >= 0x7f || character == '%')
      text += fmt::format("%{:02x}", byte);
    else
      text += character;
  }
  return text;
}

std::filesystem::path pathFromWire(const std::string& text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size() && hexDigit(text[at + 1]) >= 0 && hexDigit(text[at + 2]) >= 0) {
      bytes += static_cast<char>(hexDigit(text[at + 1]) * 16 + hexDigit(text[at + 2]));
      at += 2;
    } else {
      bytes += text[at];
    }
  }
  return bytes;
}

json messageToWire(const Message& message) {
  json arguments = json::array();
  for (const auto& argument : message.arguments()) {
    std::visit([&arguments](const auto& value) { arguments.push_back(value); }, argument);
  }
  return {{"id", message.id()}, {"english", message.english()}, {"arguments", std::move(arguments)}};
}

Message messageFromWire(const json& wire) {
  std::vector<MessageArgument> arguments;
  for (const auto& argument : wire.at("arguments")) {
    if (argument.is_number_integer())
      arguments.emplace_back(argument.get<std::int64_t>());
    else if (argument.is_number())
      arguments.emplace_back(argument.get<double>());
    else
      arguments.emplace_back(argument.get<std::string>());
  }
  return {wire.at("id").get<std::string>(), wire.at("english").get<std::string>(), std::move(arguments)};
}

json errorToWire(const Error& error) {
  const char* kind = "engine";
  for (const auto& [name, value] : kErrorKinds) {
    if (value == error.kind) kind = name;
  }
  return {{"kind", kind},
          {"what", messageToWire(error.what)},
          {"file", pathToWire(error.file)},
          {"where", error.where},
          {"remedy", messageToWire(error.remedy)}};
}

Error errorFromWire(const json& wire) {
  Error error{ErrorKind::engine, messageFromWire(wire.at("what")),
              pathFromWire(wire.at("file").get<std::string>()).string(), wire.at("where").get<std::string>(),
              messageFromWire(wire.at("remedy"))};
  for (const auto& [name, value] : kErrorKinds) {
    if (wire.at("kind") == name) error.kind = value;
  }
  return error;
}

}  // namespace bitwright
