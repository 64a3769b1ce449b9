// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/base/text/one_of.h"
#include "core/graph/intermediate_outputs.h"
#include "core/recipe/glob.h"
#include "core/recipe/near_names.h"
#include "core/recipe/recipe.h"

namespace bitwright {

namespace {

/// Finds the rules a layer is meant by. Of a model edited layer by layer there are thousands of literal ones: they are
/// looked up, not gone through.
class RuleFinder {
 public:
  explicit RuleFinder(const std::vector<LayerRule>& rules) : rules_(rules) {
    for (std::size_t index = 0; index < rules.size(); ++index) {
      if (rules[index].literal)
        literal_[rules[index].glob].push_back(index);
      else
        globs_.push_back(index);
    }
  }

  /// `meet(index)` for each of them, in no order; for one that is met by several names perhaps more than once.
  template <class Meet>
  void forEach(const WeightTensor& tensor, const Meet& meet) const {
    for (const std::string* name : {&tensor.id, &tensor.tensor}) {
      const auto found = literal_.find(*name);
      if (found == literal_.end()) continue;
      for (const auto index : found->second) meet(index);
    }
    for (const auto index : globs_) {
      const auto& glob = rules_[index].glob;
      if (matchesGlob(glob, tensor.id) || matchesGlob(glob, tensor.tensor) ||
          (!tensor.path.empty() && matchesGlob(glob, tensor.path)))
        meet(index);
    }
  }
  /// The literal ones that mean its path. To be asked for those only that are no layer's id or name: what a quoted name
  /// means must not depend on what other layers are called.
  template <class Meet>
  void forEachByPath(const WeightTensor& tensor, const Meet& meet) const {
    const auto found = tensor.path.empty() ? literal_.end() : literal_.find(tensor.path);
    if (found == literal_.end()) return;
    for (const auto index : found->second) meet(index);
  }

 private:
  const std::vector<LayerRule>& rules_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> literal_;
  std::vector<std::size_t> globs_;
};

SchemeSpec keepSpec() {
  return SchemeSpec{{SpecPart{"keep", {}}}};
}

/// A spec taken apart once for all the layers it is used by.
struct Prepared {
  SchemeSpec spec;  ///< defaults filled in
  const Scheme* scheme = nullptr;
  ParameterValues values;
  std::vector<PlannedModifier> modifiers;
  std::optional<ActivationChoice> activation;

  [[nodiscard]] bool keeps() const {
    return scheme->leavesUntouched() && std::none_of(modifiers.begin(), modifiers.end(), [](const auto& planned) {
             return planned.modifier->stage == ModifierStage::weights;
           });
  }
};

ActivationChoice activationChoice(const ParameterValues& values) {
  ActivationChoice choice;
  const auto type = choiceOf(values, "type");
  for (const auto known : {DataType::int8, DataType::uint16, DataType::int16}) {
    if (type == dataTypeName(known)) choice.type = known;
  }
  if (type == "float") choice.type = DataType::float32;
  if (type == "float16") choice.type = DataType::float16;
  choice.symmetric = booleanOf(values, "symmetric");
  return choice;
}

Result<Prepared> prepare(const SchemeSpec& spec) {
  Prepared prepared;
  prepared.spec = spec;
  if (!prepared.spec.parts.empty() && prepared.spec.storage() == nullptr)
    prepared.spec.parts.push_back(keepSpec().parts.front());
  for (auto& part : prepared.spec.parts) {
    if (const Modifier* modifier = findModifier(part.name)) {
      auto values = completeParameters(*modifier, part.values);
      if (!values) return passOn(values);
      if (!modifier->exclusiveParameters) {
        part.values = *values;
      } else if (part.values.empty()) {
        const Parameter& first = modifier->parameters.front();
        part.values.emplace(first.id, first.standard);
      }
      if (modifier->stage == ModifierStage::activations) prepared.activation = activationChoice(*values);
      prepared.modifiers.push_back({modifier, std::move(*values)});
      continue;
    }
    const Scheme* scheme = findScheme(part.name);
    if (scheme == nullptr || prepared.scheme != nullptr) {
      // Only a spec that was not parsed can be so; parsing it says exactly what is wrong.
      auto parsed = parseSpec(spec.text());
      if (!parsed) return passOn(parsed);
      continue;
    }
    auto values = completeParameters(*scheme, part.values);
    if (!values) return passOn(values);
    prepared.scheme = scheme;
    part.values = prepared.values = std::move(*values);
  }
  if (prepared.scheme == nullptr) {
    auto parsed = parseSpec(spec.text());
    if (!parsed) return passOn(parsed);
  }
  return prepared;
}

/// Without an output-channel axis nothing can be kept per channel: such choices become `tensor`, or `none` where there
/// is no such choice.
bool dropChannelChoices(Prepared& prepared) {
  bool changed = false;
  for (const auto& parameter : prepared.scheme->parameters()) {
    if (parameter.type != Parameter::Type::choice || choiceOf(prepared.values, parameter.id) != "channel") continue;
    for (const char* instead : {"tensor", "none"}) {
      if (std::find(parameter.choices.begin(), parameter.choices.end(), instead) == parameter.choices.end()) continue;
      prepared.values[parameter.id] = std::string(instead);
      changed = true;
      break;
    }
  }
  if (changed) {
    for (auto& part : prepared.spec.parts) {
      if (part.name == prepared.scheme->id()) part.values = prepared.values;
    }
  }
  return changed;
}

/// What nothing is known to multiply by is only stored otherwise, unless a rule names it: pruning, equalization and
/// levels chosen for products are for weights.
void dropForWeights(Prepared& prepared) {
  const auto forWeights = [](const Modifier& modifier) { return modifier.stage != ModifierStage::activations; };
  std::erase_if(prepared.modifiers, [&](const PlannedModifier& planned) { return forWeights(*planned.modifier); });
  std::erase_if(prepared.spec.parts, [&](const SpecPart& part) {
    const auto* modifier = findModifier(part.name);
    return modifier != nullptr && forWeights(*modifier);
  });
}

/// Whether what reads it may take it as integers where activations are integers: the plan of these stores it so.
bool mayBecomeOperand(const WeightTensor& tensor) {
  return tensor.scope.empty() && std::all_of(tensor.users.begin(), tensor.users.end(), [](const WeightUser& user) {
           return user.use != ReaderUse::weight && isOneOf(user.op, {"Add", "Mul", "Concat"});
         });
}

Message unmatchedWarning(const LayerRule& rule, NearNames& names) {
  std::string word = rule.glob;
  if (!rule.literal) std::erase_if(word, [](char character) { return character == '*' || character == '?'; });
  const auto near = names.to(word);
  if (near.empty()) return Message(BW_MESSAGE("recipe.no_match", "no layer matches %1"), {rule.glob});
  return Message(BW_MESSAGE("recipe.no_match_near", "no layer matches %1; the nearest names are %2"),
                 {rule.glob, near});
}

/// Of ranges that were set for values this model does not have.
void warnOfRanges(const ActivationPlan& plan, const Model& model, std::vector<Message>& warnings) {
  if (plan.ranges.empty()) return;
  const auto known = activationTensors(model);
  const std::unordered_set<std::string_view> names(known.begin(), known.end());
  for (const auto& [name, range] : plan.ranges) {
    if (!names.contains(name))
      warnings.emplace_back(
          BW_MESSAGE("recipe.no_such_value", "a range is set for %1, which no value of the main graph is called"),
          std::vector<MessageArgument>{name});
  }
}

}  // namespace

bool LayerPlan::has(const Modifier& modifier) const {
  return std::any_of(modifiers.begin(), modifiers.end(),
                     [&modifier](const PlannedModifier& planned) { return planned.modifier == &modifier; });
}

bool LayerPlan::has(ModifierStage stage) const {
  return std::any_of(modifiers.begin(), modifiers.end(),
                     [stage](const PlannedModifier& planned) { return planned.modifier->stage == stage; });
}

Result<ResolvedRecipe> resolve(const Recipe& recipe, const Model& model) {
  auto keep = prepare(keepSpec());
  if (!keep) return passOn(keep);
  auto halfPatterns = prepare(SchemeSpec{{SpecPart{"fp16", {}}}});
  if (!halfPatterns) return passOn(halfPatterns);
  const auto standard = standardChoice(recipe.activations.mode);
  auto all = recipe.all ? prepare(*recipe.all) : *keep;
  if (!all) return passOn(all);
  const bool quantized = recipe.activations.mode == ActivationMode::calibrated;
  std::vector<std::shared_ptr<const Prepared>> byRule;
  for (std::size_t index = 0; index < recipe.rules.size(); ++index) {
    if (index > 0 && recipe.rules[index].spec == recipe.rules[index - 1].spec) {  // many layers were given it at once
      byRule.push_back(byRule.back());
      continue;
    }
    auto prepared = prepare(recipe.rules[index].spec);
    if (!prepared) return passOn(prepared);
    byRule.push_back(std::make_shared<const Prepared>(std::move(*prepared)));
  }

  ResolvedRecipe resolved;
  // A layer's id is its bias's too, and a glob sweeps up whatever stands around: only where a rule meets nothing else
  // are those what was asked for.
  std::vector<bool> ruleMatched(recipe.rules.size(), false);
  std::vector<bool> ruleMetWeight(recipe.rules.size(), false);
  std::vector<std::optional<std::size_t>> lastRule(model.tensors().size());
  const RuleFinder rules(recipe.rules);
  const auto meets = [&](const WeightTensor& tensor, std::size_t index) {
    ruleMatched[index] = true;
    ruleMetWeight[index] = ruleMetWeight[index] || tensor.compressible;
    lastRule[tensor.index] = std::max(lastRule[tensor.index].value_or(0), index);
  };
  for (const auto& tensor : model.tensors()) rules.forEach(tensor, [&](std::size_t index) { meets(tensor, index); });
  const auto metByName = ruleMatched;
  for (const auto& tensor : model.tensors()) {
    rules.forEachByPath(tensor, [&](std::size_t index) {
      if (!metByName[index]) meets(tensor, index);
    });
  }
  std::int64_t withoutChannels = 0;
  std::string firstWithoutChannels;
  for (const auto& tensor : model.tensors()) {
    const auto last = lastRule[tensor.index];
    const Prepared* chosen = last ? byRule[*last].get() : nullptr;
    const bool meantWeights = last && ruleMetWeight[*last];
    LayerPlan plan;
    plan.tensor = tensor.index;
    Prepared use = chosen != nullptr ? *chosen : tensor.compressible ? *all : *keep;
    if (tensor.compressible && !tensor.isKnownWeight() && chosen == nullptr) dropForWeights(use);
    if (!tensor.compressible && !use.keeps()) {
      if (!meantWeights) {
        plan.reason = tensor.reason.empty()
                          ? Message(BW_MESSAGE("recipe.not_a_weight", "not a weight Bitwright can compress"))
                          : tensor.reason;
      }
      use = *keep;
    } else if (quantized && chosen == nullptr && tensor.compressible && !use.keeps() && mayBecomeOperand(tensor)) {
      plan.reason = BW_MESSAGE("recipe.operand", "left to its readers, which may take it as integers");
      use = *keep;
    } else if (tensor.channelAxis < 0) {
      if (Prepared whole = use; dropChannelChoices(whole)) {
        if (!use.scheme->encodesGroups())
          use = std::move(whole);  // a group stays together: the scheme sees the axis itself
        plan.reason =
            BW_MESSAGE("recipe.no_channel_axis",
                       "it has no output-channel axis: one group for the whole tensor instead of one a channel");
        if (withoutChannels++ == 0) firstWithoutChannels = tensor.id;
      }
    }
    if (tensor.compressible && tensor.isKnownWeight() && use.keeps() &&
        use.activation.value_or(standard).type == DataType::float16) {
      // What computes in float16 is stored so: as floats it would be cast at each load.
      const auto activation = use.activation;
      use = *halfPatterns;
      use.activation = activation;
    }
    plan.scheme = use.scheme;
    plan.untouched = use.keeps();
    plan.spec = std::move(use.spec);
    plan.values = std::move(use.values);
    plan.modifiers = std::move(use.modifiers);
    plan.activation = use.activation;
    plan.foldsNorm = !plan.untouched && plan.activation.value_or(standard).type != DataType::float32;
    resolved.layers.push_back(std::move(plan));
  }

  NearNames names(model);
  for (std::size_t index = 0; index < recipe.rules.size(); ++index) {
    if (!ruleMatched[index]) resolved.warnings.push_back(unmatchedWarning(recipe.rules[index], names));
  }
  warnOfRanges(recipe.activations, model, resolved.warnings);
  if (withoutChannels > 0) {
    resolved.warnings.emplace_back(BW_MESSAGE("recipe.layers_without_channels",
                                              "%1 layers, the first %2, have no output-channel axis: one group for the "
                                              "whole tensor instead of one a channel"),
                                   std::vector<MessageArgument>{withoutChannels, firstWithoutChannels});
  }
  return resolved;
}

}  // namespace bitwright
