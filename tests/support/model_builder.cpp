// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/model_builder.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <bit>
#include <cstring>
#include <fstream>
#include <iterator>

namespace bitwright::test {

namespace {

template <class T>
void appendRaw(std::string& bytes, T value) {
  char raw[sizeof value];
  std::memcpy(raw, &value, sizeof value);
  bytes.append(raw, sizeof value);
}

/// binary32 to binary16 for |value| in [2^-14, 65504] and zero, rounded to nearest even: enough for weights(), and
/// independent of the core.
std::uint16_t halfBits(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const auto sign = static_cast<std::uint16_t>((bits >> 16U) & 0x8000U);
  const std::uint32_t magnitude = bits & 0x7fffffffU;
  if (magnitude < 0x38800000U) return sign;
  const std::uint32_t rounded = magnitude + 0xfffU + ((magnitude >> 13U) & 1U);
  return static_cast<std::uint16_t>(sign | ((rounded - 0x38000000U) >> 13U));
}

std::uint16_t bfloat16Bits(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  return static_cast<std::uint16_t>((bits + 0x7fffU + ((bits >> 16U) & 1U)) >> 16U);
}

std::string stringEntry(const std::string& key, const std::string& value) {
  onnx::StringStringEntryProto entry;
  entry.set_key(key);
  entry.set_value(value);
  return entry.SerializeAsString();
}

onnx::AttributeProto& attribute(onnx::NodeProto& node, const std::string& name,
                                onnx::AttributeProto::AttributeType type) {
  auto& added = *node.add_attribute();
  added.set_name(name);
  added.set_type(type);
  return added;
}

}  // namespace

std::vector<float> weights(std::int64_t count, unsigned int seed) {
  std::vector<float> values(static_cast<std::size_t>(count));
  std::uint64_t state = seed * 0x9e3779b97f4a7c15U + 1;
  for (auto& value : values) {
    float sum = 0.0F;
    for (int part = 0; part < 4; ++part) {  // four uniform numbers are bell-shaped enough
      state = state * 6364136223846793005U + 1442695040888963407U;
      sum += static_cast<float>(state >> 40U) / 16777216.0F - 0.5F;
    }
    value = 0.25F * sum;
  }
  return values;
}

onnx::TensorProto tensor(const std::string& name, Type type, const std::vector<std::int64_t>& shape,
                         const std::vector<float>& values, Encoding encoding) {
  onnx::TensorProto result;
  result.set_name(name);
  result.set_data_type(type);
  for (const auto dim : shape) result.add_dims(dim);
  std::string raw;
  for (const float value : values) {
    if (encoding == Encoding::raw) {
      if (type == kFloat)
        appendRaw(raw, value);
      else if (type == kDouble)
        appendRaw(raw, static_cast<double>(value));
      else if (type == kHalf)
        appendRaw(raw, halfBits(value));
      else
        appendRaw(raw, bfloat16Bits(value));
    } else if (type == kFloat) {
      result.add_float_data(value);
    } else if (type == kDouble) {
      result.add_double_data(static_cast<double>(value));
    } else {
      result.add_int32_data(type == kHalf ? halfBits(value) : bfloat16Bits(value));
    }
  }
  if (encoding == Encoding::raw) result.set_raw_data(raw);
  return result;
}

onnx::TensorProto weightTensor(const std::string& name, Type type, const std::vector<std::int64_t>& shape,
                               unsigned int seed, Encoding encoding) {
  std::int64_t count = 1;
  for (const auto dim : shape) count *= dim;
  return tensor(name, type, shape, weights(count, seed), encoding);
}

onnx::TensorProto rawTensor(const std::string& name, int type, const std::vector<std::int64_t>& shape,
                            const std::string& bytes) {
  onnx::TensorProto result;
  result.set_name(name);
  result.set_data_type(type);
  for (const auto dim : shape) result.add_dims(dim);
  result.set_raw_data(bytes);
  return result;
}

onnx::TensorProto int64Tensor(const std::string& name, const std::vector<std::int64_t>& values) {
  std::string raw;
  for (const auto each : values) appendRaw(raw, each);
  return rawTensor(name, kInt64, {static_cast<std::int64_t>(values.size())}, raw);
}

onnx::NodeProto node(const std::string& op, const std::vector<std::string>& inputs,
                     const std::vector<std::string>& outputs, const std::string& name) {
  onnx::NodeProto result;
  result.set_op_type(op);
  if (!name.empty()) result.set_name(name);
  for (const auto& each : inputs) result.add_input(each);
  for (const auto& each : outputs) result.add_output(each);
  return result;
}

onnx::NodeProto constant(const onnx::TensorProto& value, const std::string& name) {
  auto result = node("Constant", {}, {value.name()}, name);
  setAttribute(result, "value", value);
  return result;
}

void setAttribute(onnx::NodeProto& node, const std::string& name, std::int64_t value) {
  attribute(node, name, onnx::AttributeProto::INT).set_i(value);
}

void setAttribute(onnx::NodeProto& node, const std::string& name, const std::vector<std::int64_t>& values) {
  auto& added = attribute(node, name, onnx::AttributeProto::INTS);
  for (const auto each : values) added.add_ints(each);
}

void setAttribute(onnx::NodeProto& node, const std::string& name, const onnx::TensorProto& value) {
  *attribute(node, name, onnx::AttributeProto::TENSOR).mutable_t() = value;
}

void setAttribute(onnx::NodeProto& node, const std::string& name, const onnx::GraphProto& value) {
  *attribute(node, name, onnx::AttributeProto::GRAPH).mutable_g() = value;
}

onnx::ValueInfoProto value(const std::string& name, int type, const std::vector<std::int64_t>& shape) {
  onnx::ValueInfoProto info;
  info.set_name(name);
  auto* tensorType = info.mutable_type()->mutable_tensor_type();
  tensorType->set_elem_type(type);
  auto* dims = tensorType->mutable_shape();
  for (const auto dim : shape) {
    if (dim < 0)
      dims->add_dim()->set_dim_param("N");
    else
      dims->add_dim()->set_dim_value(dim);
  }
  return info;
}

void addUnknown(google::protobuf::Message& message, int field, const std::string& bytes) {
  message.GetReflection()->MutableUnknownFields(&message)->AddLengthDelimited(field, bytes);
}

void setOverload(onnx::NodeProto& node, const std::string& overload) {
  addUnknown(node, 8, overload);
}
void setOverload(onnx::FunctionProto& function, const std::string& overload) {
  addUnknown(function, 13, overload);
}

void addMetadata(google::protobuf::Message& message, int field, const std::string& key, const std::string& value) {
  addUnknown(message, field, stringEntry(key, value));
}

ModelBuilder::ModelBuilder(std::int64_t opset, std::int64_t ir) {
  proto.set_ir_version(ir);
  proto.set_producer_name("made for a test");
  auto* import = proto.add_opset_import();
  import->set_domain("");
  import->set_version(opset);
  proto.mutable_graph()->set_name("g");
}

ModelBuilder& ModelBuilder::input(const std::string& name, int type, const std::vector<std::int64_t>& shape) {
  *graph().add_input() = value(name, type, shape);
  return *this;
}

ModelBuilder& ModelBuilder::output(const std::string& name, int type, const std::vector<std::int64_t>& shape) {
  *graph().add_output() = value(name, type, shape);
  return *this;
}

ModelBuilder& ModelBuilder::initializer(const onnx::TensorProto& tensor) {
  *graph().add_initializer() = tensor;
  if (proto.ir_version() < 4) input(tensor.name(), tensor.data_type(), {tensor.dims().begin(), tensor.dims().end()});
  return *this;
}

onnx::NodeProto& ModelBuilder::add(const onnx::NodeProto& node) {
  auto& added = *graph().add_node();
  added = node;
  return added;
}

void ModelBuilder::write(const std::filesystem::path& path) const {
  writeFile(path, bytes());
}

void makeExternal(onnx::TensorProto& tensor, std::string& file, const std::string& location) {
  const auto entry = [&tensor](const std::string& key, const std::string& text) {
    auto* added = tensor.add_external_data();
    added->set_key(key);
    added->set_value(text);
  };
  entry("location", location);
  entry("offset", std::to_string(file.size()));
  entry("length", std::to_string(tensor.raw_data().size()));
  file += tensor.raw_data();
  tensor.clear_raw_data();
  tensor.set_data_location(onnx::TensorProto::EXTERNAL);
}

void writeFile(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream stream(path, std::ios::binary | std::ios::trunc);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string readFile(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string canonical(std::string_view bytes) {
  onnx::ModelProto model;
  if (!model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return {};
  std::string result;
  {
    google::protobuf::io::StringOutputStream stream(&result);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    model.SerializeToCodedStream(&coded);
  }
  return result;
}

}  // namespace bitwright::test
