// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/decode/node_writer.h"

#include <array>
#include <cstring>
#include <utility>

namespace bitwright {

namespace {

constexpr std::int64_t kFlattenAnyTypeOpset = 9;

template <class T>
std::array<std::byte, sizeof(T)> bytesOfValue(T value) {
  std::array<std::byte, sizeof(T)> bytes{};
  std::memcpy(bytes.data(), &value, sizeof value);
  return bytes;
}

void addInt(onnx::NodeProto& node, const char* name, std::int64_t value) {
  auto* attribute = node.add_attribute();
  attribute->set_name(name);
  attribute->set_type(onnx::AttributeProto::INT);
  attribute->set_i(value);
}

void addInts(onnx::NodeProto& node, const char* name, const std::vector<std::int64_t>& values) {
  auto* attribute = node.add_attribute();
  attribute->set_name(name);
  attribute->set_type(onnx::AttributeProto::INTS);
  for (const auto value : values) attribute->add_ints(value);
}

}  // namespace

onnx::NodeProto& NodeWriter::append(const char* op, std::initializer_list<const DecodeValue*> inputs,
                                    const std::string& output) {
  auto& node = nodes_.emplace_back();
  node.set_op_type(op);
  for (const auto* input : inputs) node.add_input(input->name);
  node.add_output(output);
  contents_.emplace_back(Content::decode, 0);
  return node;
}

DecodeValue NodeWriter::constant(DataType type, std::vector<std::int64_t> dims, ByteView raw, Content content) {
  DecodeValue value{names_.next(), type, std::move(dims)};
  nodes_.push_back(constantNode(rawTensor(type, value.dims, raw), value.name));
  contents_.emplace_back(content, raw.size());
  if (!waits(raw.size()) || type == DataType::bfloat16 || dataTypeBits(type).value_or(0) < 8) return value;
  return apply("Expand", {&value, &*pool_.awaited()}, type, value.dims);
}

DecodeValue NodeWriter::floats(const std::vector<float>& values, std::vector<std::int64_t> dims, StoredFloat width,
                               Content content) {
  return cast(constant(storedType(width), std::move(dims), storedBytes(values, width), content), DataType::float32);
}

DecodeValue NodeWriter::pooledFloats(const std::vector<float>& values, std::vector<std::int64_t> dims,
                                     StoredFloat width, Content content) {
  return pooled(storedType(width), std::move(dims), storedBytes(values, width), content);
}

DecodeValue NodeWriter::pooled(DataType stored, std::vector<std::int64_t> dims, std::vector<std::byte> raw,
                               Content content) {
  if (ConstantPool::takes(raw.size())) return pool_.pooled(stored, std::move(dims), std::move(raw), content, opset_);
  return cast(constant(stored, std::move(dims), raw, content), DataType::float32);
}

DecodeValue NodeWriter::scalar(DataType type, double value) {
  switch (type) {
    case DataType::uint8:
      return pool_.shared(rawTensor(type, {}, bytesOfValue(static_cast<std::uint8_t>(value))));
    case DataType::int32:
      return pool_.shared(rawTensor(type, {}, bytesOfValue(static_cast<std::int32_t>(value))));
    case DataType::int64: {
      onnx::TensorProto tensor;
      tensor.set_data_type(onnx::TensorProto::INT64);
      tensor.add_int64_data(static_cast<std::int64_t>(value));
      return pool_.shared(tensor);
    }
    default:
      return pool_.shared(rawTensor(DataType::float32, {}, bytesOfValue(static_cast<float>(value))));
  }
}

DecodeValue NodeWriter::int64s(const std::vector<std::int64_t>& values) {
  onnx::TensorProto tensor;
  tensor.add_dims(static_cast<std::int64_t>(values.size()));
  tensor.set_data_type(onnx::TensorProto::INT64);
  for (const auto value : values)
    tensor.add_int64_data(value);  // varints: a byte or two each where raw data take eight
  if (values.empty()) tensor.set_raw_data(std::string());
  return pool_.shared(tensor);
}

DecodeValue NodeWriter::apply(const char* op, std::initializer_list<const DecodeValue*> inputs, DataType type,
                              std::vector<std::int64_t> dims) {
  DecodeValue value{names_.next(), type, std::move(dims)};
  append(op, inputs, value.name);
  return value;
}

DecodeValue NodeWriter::cast(const DecodeValue& value, DataType type) {
  if (value.type == type) return value;
  DecodeValue result{names_.next(), type, value.dims};
  addInt(append("Cast", {&value}, result.name), "to", static_cast<std::int64_t>(type));
  return result;
}

DecodeValue NodeWriter::reshape(const DecodeValue& value, const std::vector<std::int64_t>& dims) {
  if (value.dims == dims) return value;
  const bool flattens = dims.size() == 2 && value.dims.size() > 2 && value.dims[0] == dims[0];
  if (flattens && opset_ >= kFlattenAnyTypeOpset) return apply("Flatten", {&value}, value.type, dims);
  const auto shape = int64s(dims);
  return apply("Reshape", {&value, &shape}, value.type, dims);
}

DecodeValue NodeWriter::head(const DecodeValue& value, std::int64_t axis, std::int64_t count) {
  if (value.dims[static_cast<std::size_t>(axis)] == count) return value;
  auto dims = value.dims;
  dims[static_cast<std::size_t>(axis)] = count;
  if (opset_ >= 10) {
    const auto starts = int64s({0});
    const auto ends = int64s({count});
    if (axis == 0) return apply("Slice", {&value, &starts, &ends}, value.type, dims);
    const auto axes = int64s({axis});
    return apply("Slice", {&value, &starts, &ends, &axes}, value.type, dims);
  }
  DecodeValue result{names_.next(), value.type, std::move(dims)};
  auto& node = append("Slice", {&value}, result.name);
  if (axis != 0) addInts(node, "axes", {axis});
  addInts(node, "starts", {0});
  addInts(node, "ends", {count});
  return result;
}

DecodeValue NodeWriter::flat(const DecodeValue& value) {
  if (value.dims.size() == 1) return value;
  const auto shape = int64s({-1});  // the same constant for all
  return apply("Reshape", {&value, &shape}, value.type, {productOf(value.dims)});
}

DecodeValue NodeWriter::zeros(const std::vector<std::int64_t>& dims) {
  const auto shape = int64s(dims);
  return apply("ConstantOfShape", {&shape}, DataType::float32, dims);
}

DecodeValue NodeWriter::runningSums(const DecodeValue& value, bool before) {
  DecodeValue result{names_.next(), value.type, value.dims};
  const auto axis = scalar(DataType::int32, 0);
  auto& node = append("CumSum", {&value, &axis}, result.name);
  if (before) addInt(node, "exclusive", 1);
  return result;
}

DecodeValue NodeWriter::scatter(const DecodeValue& data, const DecodeValue& indices, const DecodeValue& updates) {
  return apply("ScatterElements", {&data, &indices, &updates}, data.type, data.dims);
}

DecodeValue NodeWriter::dequantize(const DecodeValue& codes, const DecodeValue& scales, const DecodeValue* zeroPoints,
                                   std::int64_t axis, std::int64_t blockSize, bool contributed) {
  DecodeValue result{names_.next(), DataType::float32, codes.dims};
  auto& node = append("DequantizeLinear", {&codes, &scales}, result.name);
  if (zeroPoints != nullptr) node.add_input(zeroPoints->name);
  if (axis >= 0 && axis != 1) addInt(node, "axis", axis);  // 1 is the default
  if (blockSize > 0) addInt(node, "block_size", blockSize);
  if (contributed) node.set_domain("com.microsoft");
  return result;
}

DecodeValue NodeWriter::dividedBy(const DecodeValue& value, std::int64_t divisor) {
  if (divisor == 1) return value;
  const auto by = scalar(value.type, static_cast<double>(divisor));
  return apply("Div", {&value, &by}, value.type, value.dims);
}

DecodeValue NodeWriter::remainderBy(const DecodeValue& value, std::int64_t divisor) {
  const auto by = scalar(value.type, static_cast<double>(divisor));
  return apply("Mod", {&value, &by}, value.type, value.dims);
}

DecodeValue NodeWriter::multipliedBy(const DecodeValue& value, std::int64_t factor) {
  if (factor == 1) return value;
  const auto by = scalar(value.type, static_cast<double>(factor));
  return apply("Mul", {&value, &by}, value.type, value.dims);
}

DecodeValue NodeWriter::concat(const DecodeValue& first, const DecodeValue& second, std::int64_t axis) {
  DecodeValue result{names_.next(), first.type, first.dims};
  result.dims[static_cast<std::size_t>(axis)] += second.dims[static_cast<std::size_t>(axis)];
  addInt(append("Concat", {&first, &second}, result.name), "axis", axis);
  return result;
}

DecodeValue NodeWriter::expand(const DecodeValue& value, const std::vector<std::int64_t>& dims) {
  const auto shape = int64s(dims);
  return apply("Expand", {&value, &shape}, value.type, dims);
}

DecodeValue NodeWriter::shiftRight(const DecodeValue& value, const DecodeValue& shifts,
                                   std::vector<std::int64_t> dims) {
  DecodeValue result{names_.next(), value.type, std::move(dims)};
  auto* attribute = append("BitShift", {&value, &shifts}, result.name).add_attribute();
  attribute->set_name("direction");
  attribute->set_type(onnx::AttributeProto::STRING);
  attribute->set_s("RIGHT");
  return result;
}

DecodeValue NodeWriter::floatRemainder(const DecodeValue& value, const DecodeValue& divisor) {
  DecodeValue result{names_.next(), value.type, value.dims};
  addInt(append("Mod", {&value, &divisor}, result.name), "fmod", 1);
  return result;
}

DecodeValue NodeWriter::tile(const DecodeValue& value, const std::vector<std::int64_t>& repeats) {
  auto dims = value.dims;
  for (std::size_t i = 0; i < dims.size(); ++i) dims[i] *= repeats[i];
  const auto counts = int64s(repeats);
  return apply("Tile", {&value, &counts}, value.type, dims);
}

NodeList NodeWriter::finish(const std::string& tensorName) {
  nodes_.back().set_output(0, tensorName);
  NodeList list;
  for (std::size_t i = 0; i < nodes_.size(); ++i)
    list.add(std::move(nodes_[i]), contents_[i].first, contents_[i].second);
  nodes_.clear();
  contents_.clear();
  return list;
}

}  // namespace bitwright
