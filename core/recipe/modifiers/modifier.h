// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/schemes/scheme.h"

namespace bitwright {

/// A part of a spec that stores nothing itself: it stands in front of a scheme and changes what that is given, or behind it and says what happens beside
/// it. Described like a scheme, so that the spec grammar, the form in the window and `schemes` follow from it.
struct Modifier {
  std::string_view id;  ///< word of the spec: "prune"
  MessageText name;
  MessageText description;     ///< one sentence: what it gives and what it does not
  std::string_view reference;  ///< paper or standard, citable
  std::vector<Parameter> parameters;
  bool oneOfThem = false;  ///< a spec gives at most one of the parameters
  bool behind = false;     ///< stands behind the scheme
  /// `values` are checked and complete. Null for what does not touch the weights.
  Result<WeightView> (*apply)(const WeightView& weights, const ParameterValues& values, const Job& job) = nullptr;
};

/// All modifiers, in the order they are applied.
[[nodiscard]] std::span<const Modifier* const> allModifiers();
[[nodiscard]] const Modifier* findModifier(std::string_view id);

/// As for a scheme.
[[nodiscard]] Result<ParameterValues> completeParameters(const Modifier& modifier, const ParameterValues& given);

}  // namespace bitwright
