// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scalar_operators.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bitwright::test {

namespace {

const onnx::AttributeProto* attribute(const onnx::NodeProto& node, const char* name) {
  for (const auto& each : node.attribute()) {
    if (each.name() == name) return &each;
  }
  return nullptr;
}

std::int64_t integer(const onnx::NodeProto& node, const char* name, std::int64_t standard) {
  const auto* given = attribute(node, name);
  return given != nullptr ? given->i() : standard;
}

std::vector<std::int64_t> integers(const onnx::NodeProto& node, const char* name, std::vector<std::int64_t> standard) {
  const auto* given = attribute(node, name);
  return given != nullptr ? std::vector<std::int64_t>(given->ints().begin(), given->ints().end()) : standard;
}

std::int64_t product(const std::vector<std::int64_t>& shape) {
  std::int64_t count = 1;
  for (const auto dim : shape) count *= dim;
  return count;
}

double lowest(DataType type) {
  switch (type) {
    case DataType::uint8:
    case DataType::uint16:
      return 0.0;
    case DataType::int8:
      return -128.0;
    case DataType::int16:
      return -32768.0;
    default:
      return std::numeric_limits<std::int32_t>::min();
  }
}

double highest(DataType type) {
  switch (type) {
    case DataType::uint8:
      return 255.0;
    case DataType::int8:
      return 127.0;
    case DataType::uint16:
      return 65535.0;
    case DataType::int16:
      return 32767.0;
    default:
      return std::numeric_limits<std::int32_t>::max();
  }
}

/// Ties to even, then saturated.
double saturated(double value, DataType type) {
  return std::clamp(std::nearbyint(value), lowest(type), highest(type));
}

/// Of a scale or zero point for element `at` of a tensor whose channels lie along `axis`: one for all, or one a
/// channel.
double ofChannel(const ScalarTensor& tensor, std::int64_t channel, double none) {
  if (tensor.values.empty()) return none;
  return tensor.values.size() == 1 ? tensor.values.front() : tensor.values[static_cast<std::size_t>(channel)];
}

std::int64_t channelAt(std::int64_t element, const std::vector<std::int64_t>& shape, std::int64_t axis) {
  if (shape.empty()) return 0;
  std::int64_t inner = 1;
  for (std::size_t dim = static_cast<std::size_t>(axis) + 1; dim < shape.size(); ++dim) inner *= shape[dim];
  return element / inner % shape[static_cast<std::size_t>(axis)];
}

std::int64_t axisOf(const onnx::NodeProto& node, const ScalarTensor& tensor) {
  const auto axis = integer(node, "axis", 1);
  const auto rank = static_cast<std::int64_t>(tensor.shape.size());
  return std::clamp<std::int64_t>(axis < 0 ? axis + rank : axis, 0, std::max<std::int64_t>(0, rank - 1));
}

const ScalarTensor& input(const std::vector<ScalarTensor>& inputs, std::size_t index) {
  static const ScalarTensor none;
  return index < inputs.size() ? inputs[index] : none;
}

ScalarTensor quantize(const onnx::NodeProto& node, const std::vector<ScalarTensor>& inputs) {
  const auto& x = inputs[0];
  ScalarTensor y{input(inputs, 2).values.empty() ? DataType::uint8 : inputs[2].type, x.shape, {}};
  const auto axis = axisOf(node, x);
  for (std::int64_t i = 0; i < product(x.shape); ++i) {
    const auto channel = channelAt(i, x.shape, axis);
    const auto scaled = static_cast<float>(x.values[static_cast<std::size_t>(i)]) /
                        static_cast<float>(ofChannel(inputs[1], channel, 1.0));
    y.values.push_back(
        std::clamp(std::nearbyint(static_cast<double>(scaled)) + ofChannel(input(inputs, 2), channel, 0.0),
                   lowest(y.type), highest(y.type)));
  }
  return y;
}

ScalarTensor dequantize(const onnx::NodeProto& node, const std::vector<ScalarTensor>& inputs) {
  const auto& x = inputs[0];
  ScalarTensor y{DataType::float32, x.shape, {}};
  const auto axis = axisOf(node, x);
  for (std::int64_t i = 0; i < product(x.shape); ++i) {
    const auto channel = channelAt(i, x.shape, axis);
    const auto level =
        static_cast<float>(x.values[static_cast<std::size_t>(i)] - ofChannel(input(inputs, 2), channel, 0.0));
    y.values.push_back(static_cast<double>(level * static_cast<float>(ofChannel(inputs[1], channel, 1.0))));
  }
  return y;
}

ScalarTensor dynamicallyQuantize(const std::vector<ScalarTensor>& inputs) {
  const auto& x = inputs[0];
  auto low = 0.0F;
  auto high = 0.0F;
  for (const double value : x.values) {
    low = std::min(low, static_cast<float>(value));
    high = std::max(high, static_cast<float>(value));
  }
  const float scale = low == high ? 1.0F : (high - low) / 255.0F;
  const double zero = saturated(static_cast<double>(0.0F - low / scale), DataType::uint8);
  ScalarTensor y{DataType::uint8, x.shape, {}};
  for (const double value : x.values) {
    y.values.push_back(
        std::clamp(std::nearbyint(static_cast<double>(static_cast<float>(value) / scale)) + zero, 0.0, 255.0));
  }
  return y;
}

/// What a convolution of integers sums up, exactly; `xZero` stands in the padding.
struct Sums {
  std::vector<std::int64_t> shape;
  std::vector<std::int64_t> values;
};

Sums convolve(const onnx::NodeProto& node, const ScalarTensor& x, double xZero, const ScalarTensor& w,
              const ScalarTensor& wZero) {
  const auto spatial = x.shape.size() - 2;
  const auto group = integer(node, "group", 1);
  const auto strides = integers(node, "strides", std::vector<std::int64_t>(spatial, 1));
  const auto dilations = integers(node, "dilations", std::vector<std::int64_t>(spatial, 1));
  auto pads = integers(node, "pads", std::vector<std::int64_t>(2 * spatial, 0));
  const auto* autoPad = attribute(node, "auto_pad");
  // One or two spatial dimensions; one is taken as [1, length].
  const auto dim = [&](const std::vector<std::int64_t>& of, std::size_t which, std::int64_t none) {
    const auto shift = 2 - spatial;
    return which < shift ? none : of[which - shift];
  };
  const std::vector<std::int64_t> xSpace(x.shape.begin() + 2, x.shape.end());
  const std::vector<std::int64_t> wSpace(w.shape.begin() + 2, w.shape.end());
  if (autoPad != nullptr && autoPad->s().starts_with("SAME")) {
    for (std::size_t at = 0; at < spatial; ++at) {
      const auto out = (xSpace[at] + strides[at] - 1) / strides[at];
      const auto whole =
          std::max<std::int64_t>(0, (out - 1) * strides[at] + (wSpace[at] - 1) * dilations[at] + 1 - xSpace[at]);
      pads[at] = autoPad->s() == "SAME_UPPER" ? whole / 2 : whole - whole / 2;
      pads[at + spatial] = whole - pads[at];
    }
  }
  const std::vector<std::int64_t> before(pads.begin(), pads.begin() + static_cast<std::ptrdiff_t>(spatial));
  Sums sums;
  sums.shape = {x.shape[0], w.shape[0]};
  for (std::size_t at = 0; at < spatial; ++at) {
    sums.shape.push_back(
        (xSpace[at] + pads[at] + pads[at + spatial] - (wSpace[at] - 1) * dilations[at] - 1) / strides[at] + 1);
  }
  const std::vector<std::int64_t> ySpace(sums.shape.begin() + 2, sums.shape.end());
  const auto height = dim(xSpace, 0, 1);
  const auto width = dim(xSpace, 1, 1);
  const auto kernelHeight = dim(wSpace, 0, 1);
  const auto kernelWidth = dim(wSpace, 1, 1);
  const auto perGroup = w.shape[1];
  for (std::int64_t n = 0; n < x.shape[0]; ++n) {
    for (std::int64_t m = 0; m < w.shape[0]; ++m) {
      const auto first = m / (w.shape[0] / group) * perGroup;
      const auto zero = ofChannel(wZero, m, 0.0);
      for (std::int64_t row = 0; row < dim(ySpace, 0, 1); ++row) {
        for (std::int64_t column = 0; column < dim(ySpace, 1, 1); ++column) {
          std::int64_t sum = 0;
          for (std::int64_t c = 0; c < perGroup; ++c) {
            for (std::int64_t kr = 0; kr < kernelHeight; ++kr) {
              for (std::int64_t kc = 0; kc < kernelWidth; ++kc) {
                const auto r = row * dim(strides, 0, 1) - dim(before, 0, 0) + kr * dim(dilations, 0, 1);
                const auto s = column * dim(strides, 1, 1) - dim(before, 1, 0) + kc * dim(dilations, 1, 1);
                if (r < 0 || s < 0 || r >= height || s >= width) continue;  // the zero point, which counts as nothing
                const auto value =
                    x.values[static_cast<std::size_t>(((n * x.shape[1] + first + c) * height + r) * width + s)] - xZero;
                const auto weight =
                    w.values[static_cast<std::size_t>(((m * perGroup + c) * kernelHeight + kr) * kernelWidth + kc)] -
                    zero;
                sum += static_cast<std::int64_t>(value) * static_cast<std::int64_t>(weight);
              }
            }
          }
          sums.values.push_back(sum);
        }
      }
    }
  }
  return sums;
}

/// [rows, inner] × [inner, columns]; leading dimensions of the first are rows.
Sums multiply(const ScalarTensor& a, double aZero, const ScalarTensor& b, const ScalarTensor& bZero) {
  const auto inner = b.shape[0];
  const auto columns = b.shape[1];
  const auto rows = product(a.shape) / inner;
  Sums sums;
  sums.shape = a.shape;
  sums.shape.back() = columns;
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t column = 0; column < columns; ++column) {
      std::int64_t sum = 0;
      for (std::int64_t i = 0; i < inner; ++i) {
        sum += static_cast<std::int64_t>(a.values[static_cast<std::size_t>(row * inner + i)] - aZero) *
               static_cast<std::int64_t>(b.values[static_cast<std::size_t>(i * columns + column)] -
                                         ofChannel(bZero, column, 0.0));
      }
      sums.values.push_back(sum);
    }
  }
  return sums;
}

ScalarTensor asInt32(const Sums& sums) {
  ScalarTensor y{DataType::int32, sums.shape, {}};
  for (const auto sum : sums.values) y.values.push_back(static_cast<double>(sum));
  return y;
}

/// Inputs 3 to 7 of QLinearConv and QLinearMatMul alike: x, x_scale, x_zero, w, w_scale, w_zero, y_scale, y_zero.
ScalarTensor requantized(const Sums& sums, const std::vector<ScalarTensor>& inputs, const ScalarTensor& bias,
                         std::int64_t channelAxis) {
  ScalarTensor y{inputs[7].type, sums.shape, {}};
  for (std::size_t i = 0; i < sums.values.size(); ++i) {
    const auto channel = channelAt(static_cast<std::int64_t>(i), sums.shape, channelAxis);
    const double sum = static_cast<double>(sums.values[i]) + ofChannel(bias, channel, 0.0);
    const double real = sum * inputs[1].values[0] * ofChannel(inputs[4], channel, 1.0);
    y.values.push_back(saturated(std::nearbyint(real / inputs[6].values[0]) + inputs[7].values[0], y.type));
  }
  return y;
}

}  // namespace

std::optional<ScalarTensor> scalarResult(const onnx::NodeProto& node, const std::vector<ScalarTensor>& inputs) {
  const auto& op = node.op_type();
  if (op == "QuantizeLinear") return quantize(node, inputs);
  if (op == "DequantizeLinear") return dequantize(node, inputs);
  if (op == "DynamicQuantizeLinear") return dynamicallyQuantize(inputs);
  if (op == "ConvInteger") {
    return asInt32(convolve(node, inputs[0], ofChannel(input(inputs, 2), 0, 0.0), inputs[1], input(inputs, 3)));
  }
  if (op == "MatMulInteger")
    return asInt32(multiply(inputs[0], ofChannel(input(inputs, 2), 0, 0.0), inputs[1], input(inputs, 3)));
  if (op == "QLinearConv")
    return requantized(convolve(node, inputs[0], inputs[2].values[0], inputs[3], inputs[5]), inputs, input(inputs, 8),
                       1);
  if (op == "QLinearMatMul") {
    const auto sums = multiply(inputs[0], inputs[2].values[0], inputs[3], inputs[5]);
    return requantized(sums, inputs, {}, static_cast<std::int64_t>(sums.shape.size()) - 1);
  }
  return std::nullopt;
}

}  // namespace bitwright::test
