// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/notes/unfolded_factors.h"

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "core/export/notes/scaled_inputs_note.h"
#include "core/graph/smoothing_groups.h"

namespace bitwright {

namespace {

/// What is left of each channel of the group's value: now ÷ as it was, by the first vector that tells; 1 where none
/// does.
std::vector<float> factorsOf(const Model& original, const SmoothingGroup& group, const DecodedTensors& replaced) {
  std::vector<float> factors(static_cast<std::size_t>(group.channels), 1.0F);
  std::vector<bool> known(factors.size(), false);
  for (const auto index : group.foldInto) {
    const auto found = replaced.find(index);
    if (found == replaced.end()) continue;
    const auto before = toFloat(original.tensors()[index]);
    const auto bytes = found->second.make(Job{});
    if (before.size() != factors.size() || bytes.size() != before.size() * sizeof(float)) continue;
    std::vector<float> now(before.size());
    std::memcpy(now.data(), bytes.data(), bytes.size());
    for (std::size_t c = 0; c < factors.size(); ++c) {
      if (known[c] || before[c] == 0.0F || now[c] == 0.0F) continue;
      factors[c] = now[c] / before[c];
      known[c] = true;
    }
  }
  return factors;
}

}  // namespace

void unfoldFactors(const Model& original, const std::set<std::size_t>& bare, DecodedTensors& replaced) {
  if (bare.empty()) return;
  for (const auto& group : smoothingGroups(original)) {
    const bool moved = std::any_of(group.foldInto.begin(), group.foldInto.end(),
                                   [&](std::size_t vector) { return replaced.contains(vector); });
    const bool around = std::any_of(group.weights.begin(), group.weights.end(),
                                    [&](const SmoothedWeight& weight) { return bare.contains(weight.tensor); });
    if (!moved || !around) continue;
    const auto factors = factorsOf(original, group, replaced);
    for (const auto& weight : group.weights) {
      const auto found = replaced.find(weight.tensor);
      if (found != replaced.end()) found->second = unscaled(std::move(found->second), weight.inputs, factors);
    }
    for (const auto vector : group.foldInto) replaced.erase(vector);
  }
}

}  // namespace bitwright
