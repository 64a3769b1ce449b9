// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/schemes/scheme.h"

namespace bitwright {

/// When it does its work, in this order.
enum class ModifierStage {
  activations,  ///< says how values between layers are quantized; touches no weight
  model,        ///< rewrites the float weights of several layers together (core/compress/equalization.h)
  inputs,       ///< scales what layers read, by calibration data (core/compress/smoothing.h)
  weights,      ///< changes a tensor before it is encoded: `apply`
  codes,        ///< chooses codes anew on calibration data (core/compress/gptq_fit.h)
  biases        ///< changes biases by calibration data (core/compress/bias_correction.h)
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
};

/// All modifiers, in the order they are applied.
[[nodiscard]] std::span<const Modifier* const> allModifiers();
[[nodiscard]] const Modifier* findModifier(std::string_view id);

/// As for a scheme.
[[nodiscard]] Result<ParameterValues> completeParameters(const Modifier& modifier, const ParameterValues& given);

}  // namespace bitwright
