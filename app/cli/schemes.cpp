// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "app/cli/command.h"
#include "core/evaluation/comparison.h"
#include "core/report/report.h"
#include "core/schemes/scheme.h"

namespace bitwright::cli {

namespace {

std::string_view typeName(Parameter::Type type) {
  switch (type) {
    case Parameter::Type::boolean:
      return "boolean";
    case Parameter::Type::integer:
      return "integer";
    case Parameter::Type::real:
      return "real";
    case Parameter::Type::text:
      return "text";
    case Parameter::Type::choice:
      break;
  }
  return "choice";
}

Result<int> listSchemes(const Context& context) {
  nlohmann::ordered_json schemes = nlohmann::ordered_json::array();
  std::string text;
  for (const Scheme* scheme : allSchemes()) {
    nlohmann::ordered_json parameters = nlohmann::ordered_json::array();
    text += fmt::format("{}  {}\n    {}\n    {}\n", scheme->id(), scheme->name().english, scheme->description().english, scheme->reference());
    for (const Parameter& parameter : scheme->parameters()) {
      parameters.push_back({{"name", parameter.id},
                            {"type", typeName(parameter.type)},
                            {"range", parameter.rangeText()},
                            {"default", parameter.defaultText()},
                            {"help", parameter.help.english}});
      text += fmt::format("      {}={}  (default {})  {}\n", parameter.id, parameter.rangeText(), parameter.defaultText(), parameter.help.english);
    }
    text += '\n';
    schemes.push_back({{"id", scheme->id()},
                       {"name", scheme->name().english},
                       {"description", scheme->description().english},
                       {"reference", scheme->reference()},
                       {"parameters", parameters}});
  }
  nlohmann::ordered_json document{{"schemes", schemes}};
  if (context.common.json) document["provenance"] = toJson(provenance(context.job, context.common.seed));
  context.print(document, text);
  return 0;
}

}  // namespace

Command addSchemes(CLI::App& app) {
  CLI::App* command = app.add_subcommand("schemes", "List every way of storing weights with its parameters and defaults");
  command->footer("Examples:\n  bitwright-cli schemes\n  bitwright-cli schemes --json | jq '.schemes[].id'");
  return {command, listSchemes};
}

}  // namespace bitwright::cli
