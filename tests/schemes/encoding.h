// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/contract/scheme_grid.h"

namespace bitwright::testing {

/// One tensor by the scheme of this id; throws what the scheme refuses.
inline EncodedTensor encodeBy(std::string_view id, const MadeTensor& made, const ParameterValues& given = {}) {
  const Scheme& scheme = *findScheme(id);
  const WeightView view = made.view();
  auto tensors = scheme.encode(std::span(&view, 1), completeParameters(scheme, given).value(), {});
  if (!tensors) throw std::runtime_error(tensors.error().line());
  return std::move(tensors->front());
}

inline double squaredError(const MadeTensor& made, const EncodedTensor& tensor) {
  const auto before = made.values();
  const auto after = tensor.decode();
  double sum = 0.0;
  for (std::size_t i = 0; i < before.size(); ++i) {
    const double error = static_cast<double>(before[i]) - static_cast<double>(after[i]);
    sum += error * error;
  }
  return sum;
}

inline MadeTensor gaussianTensor(std::vector<std::int64_t> shape, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> draw(0.0F, 0.05F);
  return makeTensor("gaussian", std::move(shape), 0, DataType::float32, [&](std::int64_t) { return draw(random); });
}

inline MadeTensor listedTensor(const std::vector<float>& values) {
  return makeTensor("listed", {1, static_cast<std::int64_t>(values.size())}, 0, DataType::float32,
                    [&](std::int64_t i) { return values[static_cast<std::size_t>(i)]; });
}

inline ParameterValue word(const char* text) {
  return std::string(text);
}
inline ParameterValue number(std::int64_t value) {
  return value;
}

/// The table of a tensor of one term.
inline const std::vector<float>& tableOf(const EncodedTensor& tensor) {
  return std::get<TableLevels>(tensor.terms.front().levels).codebook->values;
}

}  // namespace bitwright::testing
