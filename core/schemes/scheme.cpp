// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/scheme.h"

#include <algorithm>

#include "core/base/text/nearest_words.h"

namespace bitwright {

namespace {

Failure unknownParameter(std::string_view owner, std::span<const Parameter> parameters, const std::string& id) {
  std::vector<std::string> known;
  for (const Parameter& parameter : parameters) known.push_back(parameter.id);
  if (known.empty()) {
    return fail(ErrorKind::usage, Message(BW_MESSAGE("scheme.parameter.none", "%1 has no parameters, found '%2'"),
                                          {std::string(owner), id}));
  }
  auto near = nearestWords(id, known);
  const Message remedy = near.empty()
                             ? Message(BW_MESSAGE("scheme.parameter.known", "it has %1"), {joinedByOr(known)})
                             : Message(BW_MESSAGE("scheme.parameter.nearest", "did you mean %1?"), {joinedByOr(near)});
  return fail(ErrorKind::usage,
              Message(BW_MESSAGE("scheme.parameter.unknown", "%1 has no parameter '%2'"), {std::string(owner), id}), {},
              {}, remedy);
}

}  // namespace

Result<ParameterValues> completeParameters(std::string_view owner, std::span<const Parameter> parameters,
                                           const ParameterValues& given) {
  for (const auto& [id, value] : given) {
    const auto parameter =
        std::find_if(parameters.begin(), parameters.end(), [&](const Parameter& one) { return one.id == id; });
    if (parameter == parameters.end()) return unknownParameter(owner, parameters, id);
    if (auto checked = parameter->check(value); !checked) return passOn(checked);
  }
  ParameterValues completed = given;
  for (const Parameter& parameter : parameters) completed.try_emplace(parameter.id, parameter.standard);
  return completed;
}

const Scheme* findScheme(std::string_view id) {
  for (const Scheme* scheme : allSchemes()) {
    if (scheme->id() == id) return scheme;
  }
  return nullptr;
}

Result<ParameterValues> completeParameters(const Scheme& scheme, const ParameterValues& given) {
  return completeParameters(scheme.id(), scheme.parameters(), given);
}

std::int64_t integerOf(const ParameterValues& values, std::string_view id) {
  return std::get<std::int64_t>(values.find(id)->second);
}
double realOf(const ParameterValues& values, std::string_view id) {
  return std::get<double>(values.find(id)->second);
}
bool booleanOf(const ParameterValues& values, std::string_view id) {
  return std::get<bool>(values.find(id)->second);
}
const std::string& choiceOf(const ParameterValues& values, std::string_view id) {
  return std::get<std::string>(values.find(id)->second);
}

}  // namespace bitwright
