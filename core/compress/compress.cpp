// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/compress.h"

#include <algorithm>
#include <utility>

#include "core/compress/encode_layers.h"
#include "core/compress/smoothing.h"

namespace bitwright {

namespace {

/// The share of the time that encoding takes where data are run behind it.
constexpr double kEncoded = 0.4;
constexpr double kSmoothed = 0.5;  // of that

/// Whether any spec of the recipe has a part that is such a modifier.
template <class Accept>
bool anyPart(const Recipe& recipe, Accept&& accept) {
  const auto asks = [&](const SchemeSpec& spec) {
    return std::any_of(spec.parts.begin(), spec.parts.end(), [&](const SpecPart& part) {
      const auto* modifier = findModifier(part.name);
      return modifier != nullptr && accept(*modifier);
    });
  };
  return (recipe.all && asks(*recipe.all)) ||
         std::any_of(recipe.rules.begin(), recipe.rules.end(), [&](const LayerRule& rule) { return asks(rule.spec); });
}

Result<void> withData(const Modifier& modifier, const DataRequest& data) {
  if (!data.spec.empty()) return {};
  return fail(
      ErrorKind::usage,
      Message(BW_MESSAGE("compress.no_data", "%1 needs calibration data"), {std::string(modifier.name.english)}), {},
      {},
      BW_MESSAGE("compress.name_data", "choose data that fit the model: --calibrate DATA, in the window under Data"));
}

/// The modifier of stage `inputs` that the recipe asks for; null: none. Two would each scale what the other has.
Result<const Modifier*> inputScaling(const Recipe& recipe) {
  const Modifier* found = nullptr;
  for (const auto* modifier : allModifiers()) {
    if (modifier->stage != ModifierStage::inputs) continue;
    if (!anyPart(recipe, [&](const Modifier& part) { return &part == modifier; })) continue;
    if (found != nullptr) {
      return fail(ErrorKind::usage,
                  Message(BW_MESSAGE("compress.two_scalings", "%1 and %2 both scale what layers read"),
                          {std::string(found->id), std::string(modifier->id)}),
                  {}, {}, BW_MESSAGE("compress.two_scalings.remedy", "use one of them in a recipe"));
    }
    found = modifier;
  }
  return found;
}

}  // namespace

bool needsCalibration(const Recipe& recipe) {
  return anyPart(recipe, [](const Modifier& modifier) { return needsData(modifier.stage); });
}

Result<void> fitToData(CompressedModel& compressed, std::span<const ModifierStage> stages, const DataRequest& data,
                       const Job& job) {
  std::vector<const Modifier*> wanted;
  for (const auto stage : stages) {
    for (const auto* modifier : allModifiers()) {
      if (modifier->stage == stage && asksFor(compressed, *modifier)) wanted.push_back(modifier);
    }
  }
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    if (auto named = withData(*wanted[at], data); !named) return named;
    const auto share = [&](std::size_t step) { return static_cast<double>(step) / static_cast<double>(wanted.size()); };
    if (auto done = wanted[at]->fit(compressed, data, job.part(share(at), share(at + 1))); !done) return done;
  }
  return {};
}

Result<CompressedModel> compress(std::shared_ptr<const Model> model, const Recipe& recipe, const Job& job,
                                 const DataRequest& data, const LayerSelection& select) {
  const Job encoding = needsCalibration(recipe) ? job.part(0.0, kEncoded) : job;
  auto scaling = inputScaling(recipe);
  if (!scaling) return passOn(scaling);
  std::optional<Smoothing> smoothing;
  if (*scaling != nullptr) {
    if (auto named = withData(**scaling, data); !named) return passOn(named);
    auto made = (*scaling)->smooth(model, recipe, data, encoding.part(0.0, kSmoothed));
    if (!made) return passOn(made);
    smoothing = std::move(*made);
    model = smoothing->model;
  }
  auto compressed = encodeLayers(std::move(model), recipe, smoothing ? encoding.part(kSmoothed, 1.0) : encoding,
                                 smoothing ? &*smoothing : nullptr);
  if (!compressed) return compressed;
  if (select) {
    if (auto selected = select(*compressed); !selected) return passOn(selected);
  }
  if (auto fitted = fitToData(*compressed, kFitted, data, job.part(kEncoded, 1.0)); !fitted) return passOn(fitted);
  return compressed;
}

}  // namespace bitwright
