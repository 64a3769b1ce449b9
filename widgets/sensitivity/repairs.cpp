// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sensitivity/repairs.h"

#include <algorithm>
#include <set>
#include <utility>

#include "core/recipe/modifier.h"
#include "core/schemes/scheme.h"

namespace bitwright {
namespace {

constexpr std::size_t kMostCandidates = 10;  // columns a person still overlooks
constexpr std::size_t kMostInUse = 3;        // ways of storing whose repairs are measured

/// Whether a part changes what is stored of the weights: a scheme, or a modifier that is applied to them.
bool stores(const SpecPart& part) {
  const auto* modifier = findModifier(part.name);
  return modifier == nullptr || modifier->apply != nullptr;
}

std::optional<SchemeSpec> withValue(SchemeSpec spec, const std::string& id, const ParameterValue& value) {
  for (auto& part : spec.parts) {
    if (findScheme(part.name) == nullptr) continue;
    for (const auto& parameter : parametersOf(part)) {
      if (parameter.id != id || !parameter.check(value)) continue;
      part.values[id] = value;
      return spec;
    }
  }
  return std::nullopt;
}

std::optional<std::int64_t> bitsOf(const SchemeSpec& spec) {
  const auto* part = spec.storage();
  const auto* scheme = part == nullptr ? nullptr : findScheme(part->name);
  if (scheme == nullptr) return std::nullopt;
  const auto values = completeParameters(*scheme, part->values);
  if (!values) return std::nullopt;
  const auto bits = values->find("bits");
  const auto* number = bits == values->end() ? nullptr : std::get_if<std::int64_t>(&bits->second);
  return number == nullptr ? std::nullopt : std::optional(*number);
}

std::optional<SchemeSpec> perChannel(const SchemeSpec& spec) {
  auto changed = withValue(spec, "scale", std::string("channel"));
  if (!changed) changed = withValue(spec, "granularity", std::string("channel"));
  return changed && completeText(*changed) != completeText(spec) ? changed : std::nullopt;
}

std::optional<SchemeSpec> withMoreBits(const SchemeSpec& spec) {
  const auto bits = bitsOf(spec);
  return bits ? withValue(spec, "bits", *bits + 1) : std::nullopt;
}

/// `measured` with what the layer's spec has beside it.
SchemeSpec dressed(const SchemeSpec& measured, const SchemeSpec& now) {
  SchemeSpec spec;
  for (const auto& part : now.parts) {
    const auto* modifier = findModifier(part.name);
    if (modifier != nullptr && modifier->apply == nullptr && !modifier->behind) spec.parts.push_back(part);
  }
  spec.parts.insert(spec.parts.end(), measured.parts.begin(), measured.parts.end());
  for (const auto& part : now.parts) {
    const auto* modifier = findModifier(part.name);
    if (modifier != nullptr && modifier->apply == nullptr && modifier->behind) spec.parts.push_back(part);
  }
  return spec;
}

std::string schemeOf(const SchemeSpec& spec) {
  const auto* part = spec.storage();
  return part == nullptr ? std::string() : part->name;
}

}  // namespace

SchemeSpec measuredSpec(const SchemeSpec& spec) {
  SchemeSpec bare;
  std::copy_if(spec.parts.begin(), spec.parts.end(), std::back_inserter(bare.parts), stores);
  return bare;
}

std::string completeText(const SchemeSpec& spec) {
  SchemeSpec complete = spec;
  for (auto& part : complete.parts) {
    const auto* scheme = findScheme(part.name);
    if (scheme == nullptr) continue;
    if (auto values = completeParameters(*scheme, part.values)) part.values = std::move(*values);
  }
  return complete.text();
}

std::vector<SchemeSpec> candidatesFor(const ResolvedRecipe& resolved) {
  std::vector<SchemeSpec> candidates;
  std::set<std::string> known;
  const auto add = [&](const std::optional<SchemeSpec>& spec) {
    if (spec && candidates.size() < kMostCandidates && known.insert(completeText(*spec)).second)
      candidates.push_back(*spec);
  };
  std::vector<SchemeSpec> used;
  for (const auto& plan : resolved.layers) {
    if (plan.untouched || plan.scheme->encodesGroups()) continue;  // alone, a layer of a group says little of the group
    const auto before = candidates.size();
    if (used.size() < kMostInUse) add(measuredSpec(plan.spec));
    if (candidates.size() > before) used.push_back(candidates.back());
  }
  for (const auto& spec : used) add(withMoreBits(spec));
  for (const auto& spec : used) add(perChannel(spec));
  for (const auto& spec : standardCandidates()) add(spec);
  return candidates;
}

std::vector<std::string> completeTexts(const Sensitivity& sensitivity) {
  std::vector<std::string> texts;
  for (const auto& candidate : sensitivity.candidates) {
    const auto spec = parseSpec(candidate);
    texts.push_back(spec ? completeText(*spec) : candidate);
  }
  return texts;
}

std::optional<std::size_t> candidateInUse(const std::vector<std::string>& candidates, const LayerPlan& plan) {
  if (plan.untouched) return std::nullopt;
  const auto found = std::find(candidates.begin(), candidates.end(), completeText(measuredSpec(plan.spec)));
  return found == candidates.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - candidates.begin()));
}

std::vector<Repair> repairsOf(const Sensitivity& sensitivity, const LayerSensitivity& layer, const LayerPlan& plan) {
  std::vector<Repair> repairs;
  if (plan.untouched || layer.scores.size() != sensitivity.candidates.size()) return repairs;
  const auto inUse = candidateInUse(completeTexts(sensitivity), plan);
  if (!inUse) return repairs;
  const auto& now = layer.scores[*inUse];
  const auto more = [&now](std::uint64_t bytes) {
    return static_cast<std::int64_t>(bytes) - static_cast<std::int64_t>(now.bytes);
  };
  const auto nowSpec = measuredSpec(plan.spec);
  repairs.push_back({Repair::Kind::keepFloat, {{SpecPart{"keep", {}}}}, std::nullopt, more(layer.bytes)});

  std::optional<std::size_t> bits, channel, other;
  const auto fewerBytes = [&](std::optional<std::size_t> a, std::size_t b) {
    return !a || layer.scores[b].bytes < layer.scores[*a].bytes;
  };
  const auto channelText = perChannel(nowSpec) ? completeText(*perChannel(nowSpec)) : std::string();
  for (std::size_t at = 0; at < layer.scores.size(); ++at) {
    const auto spec = parseSpec(sensitivity.candidates[at]);
    if (!spec || at == *inUse || !layer.scores[at].skipped.empty() || !(damageOf(layer.scores[at]) < damageOf(now)))
      continue;
    if (completeText(*spec) == channelText) {
      channel = at;
    } else if (schemeOf(*spec) != schemeOf(nowSpec)) {
      // Of the others the one that does least damage, of those no larger than what more bits of the same would be.
      const auto room = now.bytes + now.bytes / 2;
      const bool fits = layer.scores[at].bytes <= room;
      if (fits && (!other || damageOf(layer.scores[at]) < damageOf(layer.scores[*other]))) other = at;
    } else if (bitsOf(*spec) > bitsOf(nowSpec) && fewerBytes(bits, at)) {
      bits = at;
    }
  }
  const auto add = [&](Repair::Kind kind, std::optional<std::size_t> at) {
    if (!at) return;
    repairs.push_back({kind, dressed(parseSpec(sensitivity.candidates[*at]).value(), plan.spec), layer.scores[*at],
                       more(layer.scores[*at].bytes)});
  };
  add(Repair::Kind::moreBits, bits);
  add(Repair::Kind::perChannel, channel);
  add(Repair::Kind::otherScheme, other);
  return repairs;
}

}  // namespace bitwright
