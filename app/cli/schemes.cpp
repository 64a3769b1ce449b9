// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>
#include <span>

#include "app/cli/command.h"
#include "core/evaluation/results/provenance.h"
#include "core/recipe/modifier.h"
#include "core/report/formats/comparison_json.h"
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

/// What a scheme or a modifier tells about itself; its text for people is appended to `text`.
nlohmann::ordered_json described(std::string_view id, MessageText name, MessageText description,
                                 std::string_view reference, std::span<const Parameter> parameters, std::string& text) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  text += fmt::format("{}  {}\n    {}\n    {}\n", id, name.english, description.english, reference);
  for (const Parameter& parameter : parameters) {
    list.push_back({{"name", parameter.id},
                    {"type", typeName(parameter.type)},
                    {"range", parameter.rangeText()},
                    {"default", parameter.defaultText()},
                    {"help", parameter.help.english}});
    text += fmt::format("      {}={}  (default {})  {}\n", parameter.id, parameter.rangeText(), parameter.defaultText(),
                        parameter.help.english);
  }
  text += '\n';
  return {{"id", id},
          {"name", name.english},
          {"description", description.english},
          {"reference", reference},
          {"parameters", list}};
}

/// A row of the manual.
std::string manualRow(std::string_view id, MessageText name, MessageText description, std::string_view reference,
                      std::span<const Parameter> parameters) {
  std::string list;
  for (const Parameter& parameter : parameters) {
    std::string range = parameter.rangeText();
    for (std::size_t at = 0; (at = range.find('|', at)) != std::string::npos; at += 2) range.insert(at, "\\");
    list += fmt::format("{}`{}={}` (`{}`)", list.empty() ? "" : "<br>", parameter.id, range, parameter.defaultText());
  }
  return fmt::format("| `{}` | {} | {} | {} | {} |\n", id, name.english, description.english, list, reference);
}

/// The manual's page of schemes: it follows from the list, so a scheme that is added stands in it.
std::string manualPage() {
  const std::string head =
      "| spec | name | what it gives, and what not | parameters (default) | source |\n|---|---|---|---|---|\n";
  std::string page = "# Every scheme\n\n" + head;
  for (const Scheme* scheme : allSchemes()) {
    page += manualRow(scheme->id(), scheme->name(), scheme->description(), scheme->reference(), scheme->parameters());
  }
  page += "\n# In front of or behind any of them\n\n" + head;
  for (const Modifier* modifier : allModifiers()) {
    page += manualRow(modifier->id, modifier->name, modifier->description, modifier->reference, modifier->parameters);
  }
  return page;
}

Result<int> listSchemes(bool asManual, const Context& context) {
  if (asManual) {
    context.print({}, manualPage());
    return 0;
  }
  std::string text;
  nlohmann::ordered_json schemes = nlohmann::ordered_json::array();
  for (const Scheme* scheme : allSchemes()) {
    schemes.push_back(described(scheme->id(), scheme->name(), scheme->description(), scheme->reference(),
                                scheme->parameters(), text));
  }
  text +=
      "In front of or behind any of them, as in prune:density=0.1+kmeans:bits=4 and uniform:bits=8+act:type=uint8:\n\n";
  nlohmann::ordered_json modifiers = nlohmann::ordered_json::array();
  for (const Modifier* modifier : allModifiers()) {
    modifiers.push_back(described(modifier->id, modifier->name, modifier->description, modifier->reference,
                                  modifier->parameters, text));
  }
  nlohmann::ordered_json document{{"schemes", schemes}, {"modifiers", modifiers}};
  if (context.common.json) document["provenance"] = toJson(provenance(context.job, context.common.seed));
  context.print(document, text);
  return 0;
}

}  // namespace

Command addSchemes(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("schemes", "List every way of storing weights with its parameters and defaults");
  command->footer("Examples:\n  bitwright-cli schemes\n  bitwright-cli schemes --json | jq '.schemes[].id'");
  auto asManual = std::make_shared<bool>(false);
  command->add_flag("--markdown", *asManual, "As a table in Markdown: the manual's page of schemes");
  return {command,
          [asManual](const Context& context) { return listSchemes(*asManual && !context.common.json, context); }};
}

}  // namespace bitwright::cli
