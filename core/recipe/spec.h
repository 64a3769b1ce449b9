// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/schemes/scheme.h"

namespace bitwright {

/// One part of a spec: a scheme (or, in front of or behind one, a modifier such as prune or act) with the parameters
/// given.
struct SpecPart {
  std::string name;
  ParameterValues values;  ///< as given, checked against the scheme's parameters; defaults are not filled in
  friend bool operator==(const SpecPart&, const SpecPart&) = default;
};

/// How a layer is stored, as the command line writes it: `part ('+' part)*`, part `name[':' key '=' value (',' key '='
/// value)*]`.
struct SchemeSpec {
  std::vector<SpecPart> parts;

  /// Canonical text; parsing it gives the same spec back.
  [[nodiscard]] std::string text() const;
  /// The one part that stores the weights; null where modifiers stand alone: what they leave is kept as it is.
  [[nodiscard]] const SpecPart* storage() const;
  friend bool operator==(const SchemeSpec&, const SchemeSpec&) = default;
};

/// Of the scheme or modifier a part names; none for an unknown one.
[[nodiscard]] std::span<const Parameter> parametersOf(const SpecPart& part);

/// Parses and checks a spec: ErrorKind::usage with the position and the nearest known word for an unknown scheme or
/// parameter, a value out of range, a parameter given twice, two storage schemes, or a malformed text.
[[nodiscard]] Result<SchemeSpec> parseSpec(std::string_view text);

}  // namespace bitwright
