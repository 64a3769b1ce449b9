// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/text/nearest_words.h"
#include "core/schemes/scheme.h"

namespace bitwright {

namespace {

template <class Number>
bool readWhole(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

Failure outOfRange(const Parameter& parameter, std::string_view given) {
  Message remedy;
  if (const auto near = nearestWords(given, parameter.choices, 1); !near.empty()) {
    remedy = Message(BW_MESSAGE("scheme.parameter.nearest", "did you mean %1?"), {near.front()});
  }
  return fail(ErrorKind::usage,
              Message(BW_MESSAGE("scheme.parameter.range", "%1 must be %2, not '%3'"),
                      {parameter.id, parameter.rangeText(), std::string(given)}),
              {}, {}, std::move(remedy));
}

/// Nothing that means something in a spec.
bool isName(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '/';
  };
  return !text.empty() && text.size() <= kLongest && std::all_of(text.begin(), text.end(), allowed);
}

bool inRange(const Parameter& parameter, double value) {
  return std::isfinite(value) && value >= parameter.minimum && value <= parameter.maximum;
}

}  // namespace

std::string parameterText(const ParameterValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *number);
  if (const auto* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  return std::get<std::string>(value);
}

std::string Parameter::rangeText() const {
  switch (type) {
    case Type::boolean:
      return "true|false";
    case Type::integer:
      return fmt::format("{}..{}", static_cast<std::int64_t>(minimum), static_cast<std::int64_t>(maximum));
    case Type::real:
      return fmt::format("{}..{}", minimum, maximum);
    case Type::choice:
      return fmt::format("{}", fmt::join(choices, "|"));
    case Type::text:
      return "NAME";
  }
  return {};
}

std::string Parameter::defaultText() const {
  return parameterText(standard);
}

Result<ParameterValue> Parameter::parse(std::string_view text) const {
  switch (type) {
    case Type::boolean:
      if (text == "true") return ParameterValue(true);
      if (text == "false") return ParameterValue(false);
      break;
    case Type::integer:
      if (std::int64_t number = 0; readWhole(text, number) && inRange(*this, static_cast<double>(number)))
        return ParameterValue(number);
      break;
    case Type::real:
      if (double number = 0.0; readWhole(text, number) && inRange(*this, number)) return ParameterValue(number);
      break;
    case Type::choice:
      if (std::find(choices.begin(), choices.end(), text) != choices.end()) return ParameterValue(std::string(text));
      break;
    case Type::text:
      if (isName(text)) return ParameterValue(std::string(text));
      break;
  }
  return outOfRange(*this, text);
}

Result<void> Parameter::check(const ParameterValue& value) const {
  bool fits = false;
  switch (type) {
    case Type::boolean:
      fits = std::holds_alternative<bool>(value);
      break;
    case Type::integer:
      if (const auto* number = std::get_if<std::int64_t>(&value)) fits = inRange(*this, static_cast<double>(*number));
      break;
    case Type::real:
      if (const auto* number = std::get_if<double>(&value)) fits = inRange(*this, *number);
      break;
    case Type::choice:
      if (const auto* word = std::get_if<std::string>(&value))
        fits = std::find(choices.begin(), choices.end(), *word) != choices.end();
      break;
    case Type::text:
      if (const auto* word = std::get_if<std::string>(&value)) fits = isName(*word);
      break;
  }
  if (!fits) return outOfRange(*this, parameterText(value));
  return {};
}

bool parameterApplies(const Parameter& parameter, const ParameterValues& values) {
  if (parameter.appliesWhen.empty()) return true;
  std::string_view rest = parameter.appliesWhen;
  while (!rest.empty()) {
    const std::string_view condition = rest.substr(0, rest.find('|'));
    rest.remove_prefix(std::min(rest.size(), condition.size() + 1));
    const std::size_t equals = condition.find('=');
    if (equals == std::string_view::npos) continue;
    const auto value = values.find(condition.substr(0, equals));
    if (value != values.end() && parameterText(value->second) == condition.substr(equals + 1)) return true;
  }
  return false;
}

}  // namespace bitwright
