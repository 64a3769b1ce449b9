// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/model.h"

namespace onnx {
class GraphProto;
}

namespace bitwright {

struct Scope;

/// How the multiply-accumulates of an operator follow from shapes (mac_count.h).
enum class MacRule {
  convolution,
  transposedConvolution,
  product,
  gemm,
  recurrent,
  attention,
  packedAttention,
  einsum,
  unknown
};

/// What kernels of an operator multiply: floats, integers, or integers only where the node asks for it by
/// `accuracy_level` 4.
enum class MacKind { floats, integers, integersAtLevel4 };

struct MacOperator {
  std::string_view op;
  MacRule rule;
  MacKind kind;
  int weight;  ///< index of the input that is the weight or the second factor
};

/// Operators of https://onnx.ai/onnx/operators/ and, of the domain com.microsoft, of
/// https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md. Null for all that do not multiply and
/// accumulate.
[[nodiscard]] const MacOperator* macOperator(std::string_view domain, std::string_view op);

/// A node of the main graph that multiplies and accumulates. Names are the values' own; "" stands for an input that is
/// left out.
struct MacNode {
  std::string id;    ///< layer id (contract.md)
  std::string name;  ///< as the file has it; empty where it is not the only one of that name
  std::string op;
  const MacOperator* rule = nullptr;  ///< never null
  bool integer = false;               ///< its kernel multiplies integers
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;

  // Attributes that decide the count; as the operator's page has them where absent.
  bool transposesFirst = false;       ///< transA
  bool transposesFirstBatch = false;  ///< transBatchA
  std::string equation;               ///< Einsum's
  bool hasOwnSizes = false;           ///< qkv_hidden_sizes of Attention

  /// Constant values its operands are made of, nearest first, as far as only one thing is computed from each: what
  /// optimizations fold keeps one of these names.
  std::vector<std::string> weightValues;
  /// What is made of its output alone, nearest first: what optimizations fuse it with keeps the last of them.
  std::vector<std::string> resultValues;
  bool quantizedInput = false;   ///< an operand that is no constant comes out of a DequantizeLinear
  bool quantizedWeight = false;  ///< a constant operand does
  bool quantizedResult = false;  ///< its result goes into a QuantizeLinear
};

struct MacNodes {
  std::vector<MacNode> nodes;       ///< of the main graph, in the order of the file
  std::vector<std::string> within;  ///< ids of those inside branches, loops and local functions: how often they run is
                                    ///< not known from the graph
};
[[nodiscard]] MacNodes macNodes(const Model& model);
/// The same of protobuf classes; for core/model and core/export only.
[[nodiscard]] MacNodes macNodes(const onnx::GraphProto& graph, const std::vector<Scope>& scopes);

/// False where nothing in the file lets ONNX Runtime compute in integers: no operator on integers, no DequantizeLinear
/// but of one lone value.
[[nodiscard]] bool mayComputeInIntegers(const Model& model);

}  // namespace bitwright
