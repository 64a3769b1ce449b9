// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/encoding/encoded_tensor.h"
#include "core/model/data_type.h"

namespace bitwright {

/// Bytes of decode nodes by what they hold. `decode` is everything that is none of the others: framing, names,
/// operators, small constants.
struct PartBytes {
  std::uint64_t payload = 0;
  std::uint64_t scales = 0;
  std::uint64_t codebooks = 0;
  std::uint64_t positions = 0;
  std::uint64_t decode = 0;

  [[nodiscard]] std::uint64_t total() const { return payload + scales + codebooks + positions + decode; }
  PartBytes& operator+=(const PartBytes& other);
  PartBytes& operator-=(const PartBytes& other);
  friend bool operator==(const PartBytes&, const PartBytes&) = default;
};

/// What a constant's raw bytes are counted as.
enum class Content { payload, scales, codebooks, positions, decode };

/// A value inside a decode graph with what is known of it while it is written.
struct DecodeValue {
  std::string name;
  DataType type = DataType::undefined;
  std::vector<std::int64_t> dims;
};

/// Short names nothing else uses: prefix + a counter in base 36.
class NameSource {
 public:
  explicit NameSource(std::string prefix) : prefix_(std::move(prefix)) {}
  [[nodiscard]] std::string next();

 private:
  std::string prefix_;
  std::uint64_t counter_ = 0;
};

/// Nodes in the order they are written, and what their bytes are.
struct NodeList {
  std::vector<onnx::NodeProto> nodes;
  PartBytes bytes;

  void add(onnx::NodeProto node, Content content, std::uint64_t contentBytes);
};

[[nodiscard]] std::int64_t productOf(const std::vector<std::int64_t>& dims);
[[nodiscard]] onnx::TensorProto rawTensor(DataType type, const std::vector<std::int64_t>& dims, ByteView raw);
[[nodiscard]] onnx::NodeProto constantNode(onnx::TensorProto tensor, const std::string& output);
[[nodiscard]] onnx::NodeProto castNode(const std::string& input, const std::string& output, DataType type);
/// The element type of what is kept in `width`.
[[nodiscard]] DataType storedType(StoredFloat width);
/// float32 values in the bytes of `width`.
[[nodiscard]] std::vector<std::byte> storedBytes(const std::vector<float>& values, StoredFloat width);

}  // namespace bitwright
