// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "core/recipe/quoted_name.h"
#include "core/recipe/recipe.h"

namespace bitwright {

Result<LayerRule> parseLayerRule(std::string_view text) {
  auto head = takeName(text);
  if (!head) return passOn(head);
  if (head->rest.empty() || head->rest.front() != '=') {
    return fail(
        ErrorKind::usage, BW_MESSAGE("recipe.rule_without_spec", "a layer rule needs a scheme"), {}, std::string(text),
        BW_MESSAGE("recipe.rule_form", "write GLOB=SPEC, or \"NAME\"=SPEC where the name holds =, comma, * or spaces"));
  }
  auto spec = parseSpec(head->rest.substr(1));
  if (!spec) return passOn(spec);
  return LayerRule{std::move(head->name), head->quoted, std::move(*spec)};
}

std::string layerRuleText(const LayerRule& rule) {
  // Only what is quoted may hold '='; a glob that holds one cannot be written unquoted.
  return (rule.literal ? quotedName(rule.glob) : rule.glob) + '=' + rule.spec.text();
}

Recipe mergeRecipes(Recipe base, std::optional<SchemeSpec> all, std::vector<LayerRule> rules) {
  if (all) {
    base.all = std::move(all);
    base.rules.clear();  // --all matches every layer and comes later
  }
  for (auto& rule : rules) base.rules.push_back(std::move(rule));
  return base;
}

}  // namespace bitwright
