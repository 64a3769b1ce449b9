// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/left_as_it_is.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

namespace bitwright {

namespace {

constexpr std::int64_t kSmall = 256;  // elements: biases and the like, which nobody misses
constexpr double kMuchIsLeft = 0.25;  // of the bytes of floats

bool asksForCodes(const Recipe& recipe) {
  const auto stores = [](const SchemeSpec& spec) {
    return std::any_of(spec.parts.begin(), spec.parts.end(), [](const SpecPart& part) {
      const auto* scheme = findScheme(part.name);
      return part.name == "prune" || (scheme != nullptr && !scheme->leavesUntouched());
    });
  };
  return (recipe.all && stores(*recipe.all)) || std::any_of(recipe.rules.begin(), recipe.rules.end(),
                                                            [&](const LayerRule& rule) { return stores(rule.spec); });
}

struct Left {
  std::int64_t tensors = 0;
  std::uint64_t bytes = 0;
  std::string first;
  Message why;
};

}  // namespace

std::optional<Message> leftAsItIs(const CompressedModel& compressed) {
  if (!asksForCodes(compressed.recipe)) return std::nullopt;
  const auto tensors = compressed.model->tensors();
  const bool any = std::any_of(compressed.layers.begin(), compressed.layers.end(),
                               [](const auto& layer) { return layer.encoded != nullptr; });
  std::map<std::string, Left> reasons;
  std::uint64_t floats = 0;
  std::uint64_t left = 0;
  for (const auto& layer : compressed.layers) {
    const auto& tensor = tensors[layer.tensor];
    if (!isFloatingWeight(tensor.type) || tensor.elementCount() < 2) continue;
    floats += tensor.bytes.size();
    const auto& why = layer.skipped.empty() ? tensor.reason : layer.skipped;
    if (layer.encoded || why.empty()) continue;  // why empty: the recipe keeps it
    if (any && tensor.elementCount() < kSmall) continue;
    left += tensor.bytes.size();
    // One reason for all layers of a kind, whatever their numbers.
    auto& reason = reasons[tensor.compressible ? std::string(why.id()) : why.text()];
    if (reason.tensors++ == 0) {
      reason.first = tensor.id;
      reason.why = why;
    }
    reason.bytes += tensor.bytes.size();
  }
  if (reasons.empty()) {
    if (any || floats > 0) return std::nullopt;
    return Message(BW_MESSAGE("compress.nothing_stored", "nothing was compressed: the model stores no floats"));
  }
  const auto share = static_cast<double>(left) / static_cast<double>(floats);
  if (any && share < kMuchIsLeft) return std::nullopt;
  const auto most = std::max_element(reasons.begin(), reasons.end(),
                                     [](const auto& a, const auto& b) { return a.second.bytes < b.second.bytes; });
  const auto& [tensorsLeft, bytes, first, why] = most->second;
  if (!any) {
    return Message(
        BW_MESSAGE("compress.nothing",
                   "nothing was compressed: %1 tensors stay as they are for this reason, the first of %2: %3"),
        {tensorsLeft, first, why.text()});
  }
  return Message(
      BW_MESSAGE("compress.little",
                 "%1 % of the floats stay as they are, most of them (%2 tensors, the first of %3) for this reason: %4"),
      {std::round(100.0 * share), tensorsLeft, first, why.text()});
}

}  // namespace bitwright
