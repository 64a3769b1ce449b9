// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/schemes/rounding.h"

#include "core/model/weight_tensor.h"
#include "core/numerics/kept_sums.h"
#include "core/schemes/common_parameters.h"

namespace bitwright {

Parameter roundingParameter() {
  return choiceParameter(
      "rounding", BW_MESSAGE("scheme.rounding", "Rounding"),
      BW_MESSAGE("scheme.rounding.help",
                 "To the nearest level; or, in layers that read values above zero, some weights to the level on their "
                 "other side, so that the errors of each channel add up to nothing."),
      {"nearest", "sums"},
      {BW_MESSAGE("scheme.rounding.nearest", "Nearest"), BW_MESSAGE("scheme.rounding.sums", "Keeps sums")}, "sums");
}

void roundAs(EncodedTensor& tensor, const WeightView& weights, const ParameterValues& values, const Job& job) {
  if (!weights.positiveRows || weights.positions || choiceOf(values, "rounding") != "sums") return;
  std::int64_t kernel = 1;
  for (std::size_t axis = 2; axis < weights.shape.size(); ++axis) kernel *= weights.shape[axis];
  keepSums(tensor, toFloat(weights.bytes, weights.type, 0, weights.elementCount()), *weights.positiveRows, kernel, job);
}

}  // namespace bitwright
