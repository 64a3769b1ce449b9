// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/lowering/rewrite/scaled_sums.h"

#include <cstdint>
#include <cstring>
#include <utility>

namespace bitwright {

namespace {

onnx::NodeProto operation(const char* op, const std::string& left, const std::string& right, const std::string& to) {
  onnx::NodeProto node;
  node.set_op_type(op);
  node.add_input(left);
  node.add_input(right);
  node.add_output(to);
  return node;
}

}  // namespace

std::string channelValues(GraphRewrite& rewrite, const std::vector<float>& values, std::size_t behind) {
  std::vector<std::int64_t> dims;
  if (values.size() > 1) {
    dims.assign(behind + 1, 1);
    dims.front() = static_cast<std::int64_t>(values.size());
  }
  std::vector<std::byte> raw(values.size() * sizeof(float));
  std::memcpy(raw.data(), values.data(), raw.size());
  return rewrite.stored(DataType::float32, dims, {raw.data(), raw.size()});
}

void addScaledSums(GraphRewrite& rewrite, const std::string& place, const std::string& sums, const std::string& scale,
                   const std::string& bias, const std::string& to) {
  const auto floats = rewrite.freshName();
  rewrite.addBehind(place, castNode(sums, floats, onnx::TensorProto::FLOAT));
  const auto scaled = bias.empty() ? to : rewrite.freshName();
  rewrite.addBehind(place, operation("Mul", floats, scale, scaled));
  if (!bias.empty()) rewrite.addBehind(place, operation("Add", scaled, bias, to));
}

void becomeConvInteger(GraphRewrite& rewrite, onnx::NodeProto& node, const onnx::NodeProto& original,
                       const IntegerNode& planned, const std::string& codes, const std::string& zeroPoint,
                       const std::vector<float>& scales, const std::vector<float>& bias, std::size_t behind) {
  node.set_op_type("ConvInteger");
  node.clear_input();
  for (const auto& name :
       {codes, original.input(1), zeroPoint, rewrite.zeroPoint(planned.weight.type, planned.weight.zeroPoint)})
    node.add_input(name);
  const auto sums = rewrite.freshName();
  node.set_output(0, sums);
  const auto offset = planned.bias ? channelValues(rewrite, bias, behind) : std::string();
  addScaledSums(rewrite, original.output(0), sums, channelValues(rewrite, scales, behind), offset, planned.output);
}

}  // namespace bitwright
