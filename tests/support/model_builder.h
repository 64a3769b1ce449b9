// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace bitwright::test {

/// Where a TensorProto holds its values: raw_data, or the typed field its type uses (float_data, int32_data …).
enum class Encoding { raw, typed };

/// TensorProto.DataType by its number; the installed enum ends at bfloat16.
enum Type : int {
  kFloat = 1,
  kUint8 = 2,
  kInt8 = 3,
  kInt32 = 6,
  kInt64 = 7,
  kString = 8,
  kBool = 9,
  kHalf = 10,
  kDouble = 11,
  kBfloat16 = 16,
  kUint4 = 21,
  kUint2 = 25
};

/// Values like those of a trained layer: bell-shaped around zero, the same for the same seed everywhere.
[[nodiscard]] std::vector<float> weights(std::int64_t count, unsigned int seed = 1);

/// A tensor of a floating type whose values are `values` rounded to it.
[[nodiscard]] onnx::TensorProto tensor(const std::string& name, Type type, const std::vector<std::int64_t>& shape,
                                       const std::vector<float>& values, Encoding encoding = Encoding::raw);
/// The same with weights().
[[nodiscard]] onnx::TensorProto weightTensor(const std::string& name, Type type, const std::vector<std::int64_t>& shape,
                                             unsigned int seed = 1, Encoding encoding = Encoding::raw);
/// A tensor of any type with these bytes as raw_data.
[[nodiscard]] onnx::TensorProto rawTensor(const std::string& name, int type, const std::vector<std::int64_t>& shape,
                                          const std::string& bytes);
[[nodiscard]] onnx::TensorProto int64Tensor(const std::string& name, const std::vector<std::int64_t>& values);

[[nodiscard]] onnx::NodeProto node(const std::string& op, const std::vector<std::string>& inputs,
                                   const std::vector<std::string>& outputs, const std::string& name = {});
/// A Constant node that outputs `value` under the tensor's name.
[[nodiscard]] onnx::NodeProto constant(const onnx::TensorProto& value, const std::string& name = {});
void setAttribute(onnx::NodeProto& node, const std::string& name, std::int64_t value);
void setAttribute(onnx::NodeProto& node, const std::string& name, const std::vector<std::int64_t>& values);
void setAttribute(onnx::NodeProto& node, const std::string& name, const onnx::TensorProto& value);
void setAttribute(onnx::NodeProto& node, const std::string& name, const onnx::GraphProto& value);

/// A value's name, element type and shape; a dimension of -1 becomes symbolic.
[[nodiscard]] onnx::ValueInfoProto value(const std::string& name, int type, const std::vector<std::int64_t>& shape);

// Fields newer than the installed schema, which it keeps as unknown ones.
void addUnknown(google::protobuf::Message& message, int field, const std::string& bytes);
void setOverload(onnx::NodeProto& node, const std::string& overload);          ///< NodeProto.overload 8, IR 10
void setOverload(onnx::FunctionProto& function, const std::string& overload);  ///< FunctionProto.overload 13, IR 10
/// metadata_props (IR 10): 9 in nodes, 16 in tensors and graphs, 14 in functions, 4 in value infos.
void addMetadata(google::protobuf::Message& message, int field, const std::string& key, const std::string& value);

/// A model being made. Everything is public in `proto`; the functions only save writing.
class ModelBuilder {
 public:
  explicit ModelBuilder(std::int64_t opset = 13, std::int64_t ir = 8);

  ModelBuilder& input(const std::string& name, int type, const std::vector<std::int64_t>& shape);
  ModelBuilder& output(const std::string& name, int type, const std::vector<std::int64_t>& shape);
  /// An initializer; before IR 4 also among the inputs, as the format then asks.
  ModelBuilder& initializer(const onnx::TensorProto& tensor);
  onnx::NodeProto& add(const onnx::NodeProto& node);
  [[nodiscard]] onnx::GraphProto& graph() { return *proto.mutable_graph(); }

  [[nodiscard]] std::string bytes() const { return proto.SerializeAsString(); }
  void write(const std::filesystem::path& path) const;

  onnx::ModelProto proto;
};

/// Moves a tensor's raw_data behind the end of `file` and makes it name `location` there.
void makeExternal(onnx::TensorProto& tensor, std::string& file, const std::string& location);

void writeFile(const std::filesystem::path& path, std::string_view bytes);
[[nodiscard]] std::string readFile(const std::filesystem::path& path);

/// The message parsed and serialised again: two files with equal canonical bytes say the same. Empty where it does not
/// parse.
[[nodiscard]] std::string canonical(std::string_view bytes);

}  // namespace bitwright::test
