// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/modifiers/gain_by_data.h"

#include <algorithm>
#include <string_view>
#include <variant>

#include "core/base/text/one_of.h"
#include "core/compress/modifiers/bias_correction_modifier.h"
#include "core/compress/modifiers/gptq_modifier.h"

namespace bitwright {

namespace {

constexpr int kFewBits = 4;

bool hasPart(const SchemeSpec& spec, std::string_view name) {
  return std::any_of(spec.parts.begin(), spec.parts.end(), [name](const SpecPart& part) { return part.name == name; });
}

}  // namespace

bool gainsByData(const WeightTensor& tensor, const SchemeSpec& spec, const EncodedTensor& encoded) {
  if (!tensor.isKnownWeight() || !tensor.scope.empty() || !isOneOf(tensor.op, {"Conv", "Gemm", "MatMul"})) return false;
  if (hasPart(spec, gptqModifier().id)) return false;
  return !encoded.terms.empty() && std::all_of(encoded.terms.begin(), encoded.terms.end(), [](const EncodedTerm& term) {
    return term.codes.bits() <= kFewBits && !std::holds_alternative<CastLevels>(term.levels);
  });
}

SchemeSpec withDataBehind(SchemeSpec spec) {
  for (const auto* modifier : {&gptqModifier(), &biasCorrectionModifier()}) {
    if (!hasPart(spec, modifier->id)) spec.parts.push_back({std::string(modifier->id), {}});
  }
  return spec;
}

}  // namespace bitwright
