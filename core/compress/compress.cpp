// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/compress.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/compress/bias_correction.h"
#include "core/compress/encode_layers.h"
#include "core/compress/gptq_fit.h"
#include "core/compress/smoothing.h"
#include "core/recipe/modifiers/bias_correction_modifier.h"
#include "core/recipe/modifiers/gptq_modifier.h"

namespace bitwright {

namespace {

/// A modifier whose stage needs data, and what it does then.
struct Calibrated {
  const Modifier& (*modifier)();
  Result<void> (*apply)(CompressedModel& compressed, const DataRequest& data, const Job& job);
};

/// In the order they are applied: biases make up for what the last codes do.
constexpr std::array kCalibrated{Calibrated{&gptqModifier, &applyGptq},
                                 Calibrated{&biasCorrectionModifier, &correctBiases}};

/// The share of the time that encoding takes where data are run behind it.
constexpr double kEncoded = 0.4;
constexpr double kSmoothed = 0.5;  // of that

bool asks(const CompressedModel& compressed, const Modifier& modifier) {
  return std::any_of(compressed.layers.begin(), compressed.layers.end(),
                     [&modifier](const CompressedLayer& layer) { return layer.encoded && layer.plan.has(modifier); });
}

}  // namespace

bool needsCalibration(const Recipe& recipe) {
  const auto asksForData = [](const SchemeSpec& spec) {
    return std::any_of(spec.parts.begin(), spec.parts.end(), [](const SpecPart& part) {
      const auto* modifier = findModifier(part.name);
      return modifier != nullptr && needsData(modifier->stage);
    });
  };
  return (recipe.all && asksForData(*recipe.all)) ||
         std::any_of(recipe.rules.begin(), recipe.rules.end(),
                     [&](const LayerRule& rule) { return asksForData(rule.spec); });
}

Result<CompressedModel> compress(std::shared_ptr<const Model> model, const Recipe& recipe, const Job& job,
                                 const DataRequest& data, const LayerSelection& select) {
  const Job encoding = needsCalibration(recipe) ? job.part(0.0, kEncoded) : job;
  std::optional<Smoothing> smoothing;
  if (asksForSmoothing(recipe)) {
    auto smoothed = smoothInputs(model, recipe, data, encoding.part(0.0, kSmoothed));
    if (!smoothed) return passOn(smoothed);
    smoothing = std::move(*smoothed);
    model = smoothing->model;
  }
  auto compressed = encodeLayers(std::move(model), recipe, smoothing ? encoding.part(kSmoothed, 1.0) : encoding,
                                 smoothing ? &*smoothing : nullptr);
  if (!compressed) return compressed;
  if (select) {
    if (auto selected = select(*compressed); !selected) return passOn(selected);
  }
  std::vector<const Calibrated*> wanted;
  for (const auto& each : kCalibrated) {
    if (asks(*compressed, each.modifier())) wanted.push_back(&each);
  }
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    const auto share = [&](std::size_t step) {
      return kEncoded + (1.0 - kEncoded) * static_cast<double>(step) / static_cast<double>(wanted.size());
    };
    if (auto done = wanted[at]->apply(*compressed, data, job.part(share(at), share(at + 1))); !done)
      return passOn(done);
  }
  return compressed;
}

}  // namespace bitwright
