// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/compress/direction_scales.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace bitwright {

namespace {

constexpr double kBitsWorthScales = 1.0;
constexpr double kMostBits = 8.0;  ///< that a row can lose

/// The mean over rows of log2 of the largest direction's root mean square ÷ the smallest's.
double bitsLostByRow(const std::vector<float>& values, std::int64_t directions, std::int64_t rows, bool rowsLast) {
  const auto columns = static_cast<std::int64_t>(values.size()) / (directions * rows);
  double lost = 0.0;
  for (std::int64_t row = 0; row < rows; ++row) {
    double least = HUGE_VAL;
    double most = 0.0;
    for (std::int64_t direction = 0; direction < directions; ++direction) {
      double squares = 0.0;
      for (std::int64_t column = 0; column < columns; ++column) {
        const auto at =
            rowsLast ? (direction * columns + column) * rows + row : (direction * rows + row) * columns + column;
        const auto value = static_cast<double>(values[static_cast<std::size_t>(at)]);
        squares += value * value;
      }
      least = std::min(least, squares);
      most = std::max(most, squares);
    }
    if (most > 0.0) lost += least > 0.0 ? std::min(kMostBits, std::log2(most / least) / 2.0) : kMostBits;
  }
  return lost / static_cast<double>(rows);
}

}  // namespace

ParameterValues encodingValues(const LayerPlan& plan, const WeightTensor& tensor, const WeightView& view) {
  auto values = plan.values;
  const auto& shape = view.shape;
  const bool several =
      tensor.op == "LSTM" && shape.size() == 3 && shape.front() > 1 && view.channelAxis > 0 && !view.positions;
  if (!several || !plan.foldsNorm || plan.scheme->id() != "uniform" || choiceOf(values, "granularity") != "channel")
    return values;
  const auto rows = shape[static_cast<std::size_t>(view.channelAxis)];
  const auto columns = rows > 0 ? view.elementCount() / (shape.front() * rows) : 0;
  if (columns == 0) return values;
  const auto weights = toFloat(view.bytes, view.type, 0, view.elementCount());
  const double lost = bitsLostByRow(weights, shape.front(), rows, view.channelAxis == 2);
  if (!(lost >= kBitsWorthScales)) return values;  // not-a-number too: the scheme says what is wrong
  values["granularity"] = std::string("block");
  values["block"] = columns;  // a run of weights is as long as a row: one for each row of each direction
  return values;
}

}  // namespace bitwright
