// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/schemes/scheme.h"

namespace bitwright {

class Model;
struct CompressedModel;
struct DataRequest;
struct LayerPlan;
struct Recipe;
struct RewrittenWeights;
struct Smoothing;

/// When it does its work, in this order.
enum class ModifierStage {
  activations,  ///< says how values between layers are quantized; touches no weight
  model,        ///< rewrites the float weights of several layers together: `rewrite`
  inputs,       ///< scales what layers read, by calibration data: `smooth`
  weights,      ///< changes a tensor before it is encoded: `apply`
  codes,        ///< chooses codes anew on calibration data: `fit`
  biases        ///< changes biases by calibration data: `fit`
};
[[nodiscard]] inline bool needsData(ModifierStage stage) {
  return stage == ModifierStage::inputs || stage == ModifierStage::codes || stage == ModifierStage::biases;
}

/// A part of a spec that stores nothing itself: it stands in front of a scheme and changes what that is given, or
/// behind it and says what happens beside it. Described like a scheme, so that the spec grammar, the form in the window
/// and `schemes` follow from it.
struct Modifier {
  std::string_view id;  ///< word of the spec: "prune"
  MessageText name;
  MessageText description;     ///< one sentence: what it gives and what it does not
  std::string_view reference;  ///< paper or standard, citable
  std::vector<Parameter> parameters;
  ModifierStage stage = ModifierStage::weights;
  bool exclusiveParameters = false;  ///< a spec gives at most one of the parameters
  bool behind = false;               ///< stands behind the scheme
  /// Of stage `weights`, else null: the tensor with other values or fewer positions, its shape as it was. `values` are
  /// checked and complete. Fails with ErrorKind::input where the weights do not allow it, and ErrorKind::cancelled.
  Result<WeightView> (*apply)(const WeightView& weights, const ParameterValues& values, const Job& job) = nullptr;
  /// Of stage `model`, else null: puts into `rewritten` what takes the place of the weights and biases of the layers
  /// that ask for it, and what it warns of. Called for every recipe. Fails with ErrorKind::cancelled only.
  Result<void> (*rewrite)(const Model& model, std::span<const LayerPlan> plans, RewrittenWeights& rewritten,
                          const Job& job) = nullptr;
  /// Of stage `inputs`, else null: the model whose layers read scaled values, by what they read on all of `data`.
  /// Called where the recipe asks for it. Fails as the worker does, and with ErrorKind::cancelled.
  Result<Smoothing> (*smooth)(const std::shared_ptr<const Model>& model, const Recipe& recipe, const DataRequest& data,
                              const Job& job) = nullptr;
  /// Of the stages `codes` and `biases`, else null: changes the layers that ask for it by what they compute on `data`,
  /// and warns of those it cannot be applied to. Called where a layer asks for it. Fails as the worker does, and with
  /// ErrorKind::cancelled.
  Result<void> (*fit)(CompressedModel& compressed, const DataRequest& data, const Job& job) = nullptr;
};

/// All modifiers, in the order they are applied. The list stands beside what they do, in core/compress/modifiers:
/// only there compressed models are known.
[[nodiscard]] std::span<const Modifier* const> allModifiers();
[[nodiscard]] const Modifier* findModifier(std::string_view id);

/// As for a scheme.
[[nodiscard]] Result<ParameterValues> completeParameters(const Modifier& modifier, const ParameterValues& given);

}  // namespace bitwright
