// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/search/per_layer_choice.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace bitwright {

namespace {

/// Of a classifier the percentage of predictions that change, else how many dB the noise of the outputs is below them.
std::string damageNumber(const LayerScore& score) {
  if (score.agreement) return fmt::format("{:.2f}", 100.0 * (1.0 - *score.agreement));
  return std::isfinite(score.sqnrDb) ? fmt::format("{:.1f}", score.sqnrDb) : "inf";
}

Message sentence(const LayerSensitivity& layer, const LayerScore& chosen, const LayerScore* smaller) {
  const auto times = fmt::format(
      "{:.1f}", static_cast<double>(layer.bytes) / static_cast<double>(std::max<std::uint64_t>(1, chosen.bytes)));
  std::vector<MessageArgument> arguments{layer.id, chosen.spec, times, damageNumber(chosen)};
  const bool classifier = chosen.agreement.has_value();
  if (smaller == nullptr) {
    return {classifier
                ? BW_MESSAGE(
                      "adaptive.smallest",
                      "%1 becomes %2, %3 times smaller: %4 % of the predictions change; nothing smaller was measured")
                : BW_MESSAGE("adaptive.smallest_noise",
                             "%1 becomes %2, %3 times smaller: the outputs' noise is %4 dB below them; nothing smaller "
                             "was measured"),
            std::move(arguments)};
  }
  arguments.insert(arguments.end(), {smaller->spec, damageNumber(*smaller)});
  return {classifier
              ? BW_MESSAGE(
                    "adaptive.chosen",
                    "%1 becomes %2, %3 times smaller: %4 % of the predictions change; with the next smaller, %5, %6 %")
              : BW_MESSAGE("adaptive.chosen_noise",
                           "%1 becomes %2, %3 times smaller: the outputs' noise is %4 dB below them; with the next "
                           "smaller, %5, %6 dB"),
          std::move(arguments)};
}

AdaptiveChoice choiceFor(const Sensitivity& sensitivity, std::size_t at, double mostDamage) {
  const auto& layer = sensitivity.layers[at];
  AdaptiveChoice choice{at, std::nullopt, {}};
  if (layer.scores.empty()) {
    choice.why = Message(BW_MESSAGE("adaptive.failed", "%1 stays as it is: it could not be measured"), {layer.id});
    return choice;
  }
  std::vector<std::size_t> bySize(layer.scores.size());
  std::iota(bySize.begin(), bySize.end(), std::size_t{0});
  std::stable_sort(bySize.begin(), bySize.end(), [&](std::size_t a, std::size_t b) {
    const auto& first = layer.scores[a];
    const auto& second = layer.scores[b];
    return first.bytes != second.bytes ? first.bytes < second.bytes : damageOf(first) < damageOf(second);
  });
  const auto fits = [&](std::size_t candidate) {
    const auto& score = layer.scores[candidate];
    return score.skipped.empty() && score.bytes < layer.bytes && damageOf(score).share <= mostDamage;
  };
  const auto chosen = std::find_if(bySize.begin(), bySize.end(), fits);
  if (chosen == bySize.end()) {
    choice.why =
        Message(BW_MESSAGE("adaptive.kept", "%1 stays as it is: nothing smaller stays within the bound"), {layer.id});
    return choice;
  }
  choice.candidate = *chosen;
  const auto& score = layer.scores[*chosen];
  const auto smaller = std::find_if(std::make_reverse_iterator(chosen), bySize.rend(),
                                    [&](std::size_t candidate) { return layer.scores[candidate].skipped.empty(); });
  choice.why = sentence(layer, score, smaller != bySize.rend() ? &layer.scores[*smaller] : nullptr);
  return choice;
}

}  // namespace

std::vector<AdaptiveChoice> chooseAdaptively(const Sensitivity& sensitivity, double mostDamage) {
  std::vector<AdaptiveChoice> choices;
  for (std::size_t at = 0; at < sensitivity.layers.size(); ++at)
    choices.push_back(choiceFor(sensitivity, at, mostDamage));
  return choices;
}

Recipe adaptiveRecipe(const Sensitivity& sensitivity, const std::vector<AdaptiveChoice>& choices) {
  Recipe recipe;
  for (const auto& choice : choices) {
    if (!choice.candidate) continue;
    const auto& layer = sensitivity.layers[choice.layer];
    if (auto spec = parseSpec(sensitivity.candidates[*choice.candidate]); spec)
      recipe.rules.push_back({layer.name, true, std::move(*spec)});
  }
  return recipe;
}

std::vector<SchemeSpec> adaptiveCandidates() {
  std::vector<SchemeSpec> specs;
  for (const char* text : {"kmeans:bits=2",
                           "kmeans:bits=2,granularity=channel",
                           "kmeans:bits=3",
                           "kmeans:bits=3,scale=none",
                           "kmeans:bits=3,granularity=channel",
                           "uniform:bits=3",
                           "uniform:bits=3,symmetric=false,range=mse",
                           "kmeans:bits=4",
                           "kmeans:bits=4,scale=none",
                           "log:bits=4",
                           "uniform:bits=4",
                           "uniform:bits=4,granularity=tensor",
                           "uniform:bits=4,range=mse",
                           "kmeans:bits=5",
                           "uniform:bits=5",
                           "kmeans:bits=6",
                           "uniform:bits=6",
                           "uniform:bits=8",
                           "uniform:bits=8,granularity=tensor",
                           "fp16"}) {
    specs.push_back(parseSpec(text).value());
  }
  return specs;
}

}  // namespace bitwright
