// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/decode/node_list.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/base/saturated_product.h"
#include "core/lowering/rewrite/graph_rewrite.h"

namespace bitwright {

PartBytes& PartBytes::operator+=(const PartBytes& other) {
  payload += other.payload;
  scales += other.scales;
  codebooks += other.codebooks;
  positions += other.positions;
  decode += other.decode;
  return *this;
}

PartBytes& PartBytes::operator-=(const PartBytes& other) {
  payload -= other.payload;
  scales -= other.scales;
  codebooks -= other.codebooks;
  positions -= other.positions;
  decode -= other.decode;
  return *this;
}

std::string NameSource::next() {
  constexpr char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string text;
  auto rest = counter_++;
  do {
    text.push_back(digits[rest % 36]);
    rest /= 36;
  } while (rest != 0);
  std::reverse(text.begin(), text.end());
  return prefix_ + text;
}

std::int64_t productOf(const std::vector<std::int64_t>& dims) {
  return saturatedProduct(dims);
}

onnx::TensorProto rawTensor(DataType type, const std::vector<std::int64_t>& dims, ByteView raw) {
  onnx::TensorProto tensor;
  for (const auto dim : dims) tensor.add_dims(dim);
  tensor.set_data_type(static_cast<std::int32_t>(type));
  tensor.set_raw_data(raw.data(), raw.size());
  return tensor;
}

onnx::NodeProto constantNode(onnx::TensorProto tensor, const std::string& output) {
  onnx::NodeProto node;
  node.set_op_type("Constant");
  node.add_output(output);
  auto* attribute = node.add_attribute();
  attribute->set_name("value");
  attribute->set_type(onnx::AttributeProto::TENSOR);
  *attribute->mutable_t() = std::move(tensor);
  return node;
}

onnx::NodeProto castNode(const std::string& input, const std::string& output, DataType type) {
  onnx::NodeProto node;
  node.set_op_type("Cast");
  node.add_input(input);
  node.add_output(output);
  auto* attribute = node.add_attribute();
  attribute->set_name("to");
  attribute->set_type(onnx::AttributeProto::INT);
  attribute->set_i(static_cast<std::int64_t>(type));
  return node;
}

DataType storedType(StoredFloat width) {
  return width == StoredFloat::float16 ? DataType::float16 : DataType::float32;
}

std::vector<std::byte> storedBytes(const std::vector<float>& values, StoredFloat width) {
  std::vector<std::byte> bytes(values.size() * static_cast<std::size_t>(width == StoredFloat::float16 ? 2 : 4));
  if (width == StoredFloat::float32) {
    if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto half = floatToHalf(values[i]);
    std::memcpy(bytes.data() + 2 * i, &half, 2);
  }
  return bytes;
}

void NodeList::add(onnx::NodeProto node, Content content, std::uint64_t contentBytes) {
  const auto whole = fieldBytes(node);
  switch (content) {
    case Content::payload:
      bytes.payload += contentBytes;
      break;
    case Content::scales:
      bytes.scales += contentBytes;
      break;
    case Content::codebooks:
      bytes.codebooks += contentBytes;
      break;
    case Content::positions:
      bytes.positions += contentBytes;
      break;
    case Content::decode:
      contentBytes = 0;
      break;
  }
  bytes.decode += whole - contentBytes;
  nodes.push_back(std::move(node));
}

}  // namespace bitwright
