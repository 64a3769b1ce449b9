// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/schemes/scheme.h"

namespace bitwright::testing {

/// A tensor to encode, with its bytes.
struct MadeTensor {
  std::string name;
  std::vector<std::int64_t> shape;
  int channelAxis = -1;
  DataType type = DataType::float32;
  std::vector<std::byte> bytes;
  std::shared_ptr<const std::vector<std::int64_t>> positions = nullptr;  ///< pruned: what is left

  [[nodiscard]] WeightView view() const { return {bytes, type, shape, channelAxis, positions}; }
  /// What is meant: zeros where nothing is left.
  [[nodiscard]] std::vector<float> values() const {
    auto floats = toFloat(bytes, type, 0, view().elementCount());
    if (!positions) return floats;
    std::vector<float> left(floats.size(), 0.0F);
    for (const auto position : *positions)
      left[static_cast<std::size_t>(position)] = floats[static_cast<std::size_t>(position)];
    return left;
  }
};

inline MadeTensor makeTensor(std::string name, std::vector<std::int64_t> shape, int channelAxis, DataType type,
                             const std::function<float(std::int64_t)>& value) {
  MadeTensor tensor{std::move(name), std::move(shape), channelAxis, type, {}};
  const auto append = [&](auto stored) {
    const auto bytes = std::bit_cast<std::array<std::byte, sizeof stored>>(stored);
    tensor.bytes.insert(tensor.bytes.end(), bytes.begin(), bytes.end());
  };
  std::int64_t count = 1;
  for (const auto dim : tensor.shape) count *= dim;
  for (std::int64_t i = 0; i < count; ++i) {
    const float x = value(i);
    if (type == DataType::float16)
      append(floatToHalf(x));
    else if (type == DataType::bfloat16)
      append(floatToBfloat16(x));
    else if (type == DataType::float64)
      append(static_cast<double>(x) * (1.0 + 1e-12));
    else
      append(x);
  }
  return tensor;
}

inline MadeTensor pruned(MadeTensor tensor, const std::function<bool(std::int64_t)>& isLeft) {
  std::vector<std::int64_t> positions;
  for (std::int64_t i = 0; i < tensor.view().elementCount(); ++i) {
    if (isLeft(i)) positions.push_back(i);
  }
  tensor.name += ", pruned";
  tensor.positions = std::make_shared<const std::vector<std::int64_t>>(std::move(positions));
  return tensor;
}

/// Normal weights whose channels of 13 differ in size, none nearer to zero than 2^-10.
inline std::function<float(std::int64_t)> normalWeights(unsigned seed) {
  return [random = std::make_shared<std::mt19937>(seed)](std::int64_t i) {
    const float x = std::normal_distribution<float>(0.0F, 0.1F * static_cast<float>(1 + i / 13 % 5))(*random);
    return std::copysign(std::max(std::abs(x), 0x1p-10F), x);
  };
}

/// Shapes, axes, element types and contents that a scheme must take as they come. All are finite.
inline std::vector<MadeTensor> finiteTensors() {
  constexpr float kMost = std::numeric_limits<float>::max();
  constexpr float kLeast = std::numeric_limits<float>::denorm_min();
  const auto constant = [](float value) { return [value](std::int64_t) { return value; }; };
  const auto cycle = [](std::vector<float> values) {
    return [values](std::int64_t i) { return values[static_cast<std::size_t>(i) % values.size()]; };
  };
  using enum DataType;
  return {
      makeTensor("empty", {0, 3}, 0, float32, constant(0.0F)),
      makeTensor("empty channels", {3, 0, 2}, 0, float32, constant(0.0F)),
      makeTensor("scalar", {}, -1, float32, constant(0.37F)),
      makeTensor("one element", {1}, 0, float32, constant(-2.5F)),
      makeTensor("zeros", {3, 7}, 0, float32, constant(0.0F)),
      makeTensor("constant", {4, 5}, 0, float32, constant(-0.3F)),
      makeTensor("odd length", {17}, -1, float32, normalWeights(1)),
      makeTensor("rows", {7, 11}, 0, float32, normalWeights(2)),
      makeTensor("columns", {11, 7}, 1, float32, normalWeights(3)),
      makeTensor("conv", {5, 3, 3, 3}, 0, float32, normalWeights(4)),
      makeTensor("conv transposed", {3, 5, 3, 3}, 1, float32, normalWeights(5)),
      pruned(makeTensor("rows", {7, 11}, 0, float32, normalWeights(2)),
             [](std::int64_t i) { return i % 3 == 1 && i / 11 != 2; }),
      pruned(makeTensor("columns", {11, 7}, 1, float32, normalWeights(3)), [](std::int64_t i) { return i % 4 < 2; }),
      pruned(makeTensor("conv", {5, 3, 3, 3}, 0, float32, normalWeights(4)),
             [](std::int64_t i) { return i * 7 % 10 == 3; }),
      pruned(makeTensor("float16", {9, 13}, 0, float16, normalWeights(6)),
             [](std::int64_t i) { return i == 0 || i == 116; }),
      pruned(makeTensor("all", {3, 7}, 0, float32, normalWeights(2)), [](std::int64_t) { return false; }),
      pruned(makeTensor("nothing", {3, 7}, 0, float32, normalWeights(2)), [](std::int64_t) { return true; }),
      makeTensor("float16", {9, 13}, 0, float16, normalWeights(6)),
      makeTensor("bfloat16", {9, 13}, 1, bfloat16, normalWeights(7)),
      makeTensor("float64", {9, 13}, 0, float64, normalWeights(8)),
      makeTensor("a row of zeros", {3, 5}, 0, float32,
                 [](std::int64_t i) { return i / 5 == 1 ? 0.0F : static_cast<float>(i) - 6.5F; }),
      makeTensor("one outlier", {6, 8}, 0, float32,
                 [](std::int64_t i) { return i == 20 ? 1e6F : 0.01F * static_cast<float>(i % 7 - 3); }),
      makeTensor("few different", {8, 9}, 0, float32, cycle({-1.0F, 0.0F, 0.5F, 0.5F, -0.0F})),
      makeTensor("one-sided", {6, 6}, 0, float32, [](std::int64_t i) { return 1.0F + 0.01F * static_cast<float>(i); }),
      makeTensor("denormal", {3, 4}, 0, float32, cycle({kLeast, -kLeast, 0.0F, 3 * kLeast, 301 * kLeast})),
      makeTensor("largest", {3, 4}, 0, float32, cycle({kMost, -kMost, 1.0F, 0.0F, 0.3F * kMost})),
      makeTensor("largest, one side", {2, 5}, 0, float32, cycle({kMost, -0.3F * kMost, 1.0F, 0.0F, 0.9F * kMost})),
      makeTensor("largest float16", {3, 4}, 0, float16, cycle({65504.0F, -65504.0F, 1.0F, -0.3F * 65504.0F})),
  };
}

/// Every combination of values of a scheme's parameters: all of a small range, the ends and the default of a large one;
/// a parameter that does not apply beside the others keeps its default, as does `rounding`, which means nothing to a
/// tensor by itself (tests/schemes/kept_sums_test.cpp).
inline std::vector<ParameterValues> parameterGrid(const Scheme& scheme) {
  const auto candidates = [](const Parameter& parameter) {
    std::vector<ParameterValue> values;
    switch (parameter.type) {
      case Parameter::Type::text:
        values = {parameter.standard};
        break;
      case Parameter::Type::boolean:
        values = {true, false};
        break;
      case Parameter::Type::choice:
        values.assign(parameter.choices.begin(), parameter.choices.end());
        if (parameter.id == "rounding") values = {parameter.standard};
        break;
      case Parameter::Type::real:
        values = {parameter.minimum, std::get<double>(parameter.standard), parameter.maximum};
        break;
      case Parameter::Type::integer: {
        const auto low = static_cast<std::int64_t>(parameter.minimum);
        const auto high = static_cast<std::int64_t>(parameter.maximum);
        if (high - low < 16) {
          for (std::int64_t value = low; value <= high; ++value) values.emplace_back(value);
        } else {
          values = {low, low + 1, std::get<std::int64_t>(parameter.standard), high};
        }
        break;
      }
    }
    return values;
  };
  std::vector<ParameterValues> grid{{}};
  for (const Parameter& parameter : scheme.parameters()) {
    std::vector<ParameterValues> wider;
    for (const auto& values : grid) {
      for (const auto& candidate : candidates(parameter)) {
        wider.push_back(values);
        wider.back()[parameter.id] = candidate;
      }
    }
    grid.swap(wider);
  }
  std::erase_if(grid, [&](const ParameterValues& values) {
    return std::any_of(scheme.parameters().begin(), scheme.parameters().end(), [&](const Parameter& parameter) {
      return !parameterApplies(parameter, values) && values.at(parameter.id) != parameter.standard;
    });
  });
  return grid;
}

inline std::string textOf(const Scheme& scheme, const ParameterValues& values) {
  std::string text(scheme.id());
  for (const auto& [id, value] : values) text += " " + id + "=" + parameterText(value);
  return text;
}

/// What the documentation of EncodedTensor says, element by element, and nothing else: the value of `element` before
/// the last cast, if its code in the only term were `code`.
inline float plainValue(const EncodedTerm& term, std::int64_t element, std::uint32_t code) {
  float level = 0.0F;
  if (const auto* affine = std::get_if<AffineLevels>(&term.levels)) {
    const auto group = static_cast<std::size_t>(term.tableGroups.groupOf(element));
    const std::int32_t zeroPoint = affine->zeroPoints.empty() ? affine->offset : affine->zeroPoints[group];
    level = static_cast<float>(static_cast<std::int32_t>(code) - zeroPoint);
  } else if (const auto* table = std::get_if<TableLevels>(&term.levels)) {
    level = table->codebook
                ->values[static_cast<std::size_t>(term.tableGroups.groupOf(element) * table->codebook->levels) + code];
  } else {
    const auto pattern = static_cast<std::uint16_t>(code);
    switch (std::get<CastLevels>(term.levels).pattern) {
      case DataType::float32:
        level = std::bit_cast<float>(code);
        break;
      case DataType::float16:
        level = halfToFloat(pattern);
        break;
      default:
        level = bfloat16ToFloat(pattern);
    }
  }
  return term.scales.empty() ? level : term.scales[static_cast<std::size_t>(term.scaleGroups.groupOf(element))] * level;
}

/// The number of levels that `element` may choose from.
inline std::uint32_t levelCount(const EncodedTerm& term) {
  if (const auto* table = std::get_if<TableLevels>(&term.levels))
    return static_cast<std::uint32_t>(table->codebook->levels);
  return 1U << static_cast<unsigned>(term.codes.bits());
}

}  // namespace bitwright::testing
