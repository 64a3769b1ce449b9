// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/base/bytes.h"
#include "core/lowering/plan/integer_plan.h"

namespace bitwright {

/// Bytes a rewriting of the graph added, framing included.
struct RewriteBytes {
  std::uint64_t scales = 0;  ///< scales and zero points of values
  std::uint64_t nodes = 0;   ///< nodes and their names
};

/// The main graph of a copy of a model while nodes that quantize are put into it. Whatever it adds has short names
/// behind `prefix`; the same for the same model.
class GraphRewrite {
 public:
  GraphRewrite(onnx::ModelProto& model, std::string prefix);

  [[nodiscard]] onnx::GraphProto& graph() { return graph_; }
  [[nodiscard]] std::int64_t opset() const { return opset_; }
  [[nodiscard]] std::string freshName();
  /// The node whose first output, of those that are not left out, is `value`; null for none.
  [[nodiscard]] onnx::NodeProto* nodeMaking(const std::string& value);

  /// Stored values every node can read; of equal ones the first.
  std::string stored(DataType type, const std::vector<std::int64_t>& dims, ByteView raw);
  std::string scale(float value);
  std::string scales(const std::vector<float>& values);
  std::string zeroPoint(DataType type, std::int32_t value);
  std::string zeroPoints(DataType type, std::int32_t value, std::size_t count);

  /// QuantizeLinear and DequantizeLinear of a value; at opsets whose own take no axis or type such as asked for, those
  /// of com.microsoft.
  [[nodiscard]] onnx::NodeProto quantize(const std::string& from, const std::string& to, const QuantizedValue& value);
  [[nodiscard]] onnx::NodeProto dequantize(const std::string& from, const std::string& to, const QuantizedValue& value);
  /// A weight's integers to its values, scales along `axis` where there are several.
  [[nodiscard]] onnx::NodeProto dequantizeWeight(const std::string& from, const std::string& to,
                                                 const IntegerWeight& weight, int axis);
  /// int32 sums (zero point 0) of as many scales as there are codes, along axis 0.
  [[nodiscard]] onnx::NodeProto dequantizeSums(const std::string& from, const std::string& to,
                                               const std::vector<float>& scales);

  /// Where the finished graph will have them: in front of everything, or right behind the node that makes `value`.
  void addFirst(onnx::NodeProto node) { first_.push_back(std::move(node)); }
  void addBehind(const std::string& value, onnx::NodeProto node) { behind_[value].push_back(std::move(node)); }
  /// The node whose first output is `value` goes.
  void remove(const std::string& value) { removed_.insert(value); }

  /// Puts all in place and in order, imports com.microsoft where any node is of it, and drops stored tensors that only
  /// what was rewritten read, and descriptions of values that are no more or of another type.
  RewriteBytes finish();

 private:
  onnx::NodeProto dequantizeAlong(const std::string& from, const std::string& to, const std::vector<float>& values,
                                  int axis);
  void importContributed();
  void dropUnread(const std::unordered_set<std::string>& readBefore);

  onnx::ModelProto& model_;
  onnx::GraphProto& graph_;
  std::string prefix_;
  std::int64_t opset_ = 0;
  std::uint64_t counter_ = 0;
  std::unordered_map<std::string, int> makers_;
  std::unordered_set<std::string> readBefore_;
  std::map<std::string, std::string> byContent_;
  std::vector<onnx::NodeProto> first_;
  std::unordered_map<std::string, std::vector<onnx::NodeProto>> behind_;
  std::unordered_set<std::string> removed_;
  RewriteBytes bytes_;
};

inline constexpr const char* kContributedDomain = "com.microsoft";

/// Bytes a node or tensor takes in its graph: its own and the field's tag and length.
[[nodiscard]] std::uint64_t fieldBytes(const google::protobuf::Message& message);

/// The first output that is not left out; an LSTM may give its last state alone.
[[nodiscard]] const std::string& firstOutput(const onnx::NodeProto& node);

/// A node of the default domain without attributes.
[[nodiscard]] onnx::NodeProto nodeOf(const char* op, const std::vector<std::string>& inputs,
                                     const std::vector<std::string>& outputs);
[[nodiscard]] onnx::NodeProto castNode(const std::string& from, const std::string& to,
                                       onnx::TensorProto::DataType type);

/// The indices of a node's inputs that are values to be quantized: not its weight, its bias, shapes or indices.
[[nodiscard]] std::vector<int> quantizedInputs(const IntegerNode& node, const onnx::NodeProto& proto);

/// The elements of a float tensor quantized as `value` says: round half to even, saturated; one byte each (two of
/// 16-bit types).
[[nodiscard]] std::vector<std::byte> quantizedElements(const std::vector<float>& values, const QuantizedValue& value);

}  // namespace bitwright
