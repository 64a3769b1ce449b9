// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "core/export/decode/constant_pool.h"

namespace bitwright {

/// Writes the decode nodes of one tensor at one version of the default domain, choosing each operator's signature by
/// it.
class NodeWriter {
 public:
  NodeWriter(std::int64_t opset, NameSource& names, ConstantPool& pool) : opset_(opset), names_(names), pool_(pool) {}

  [[nodiscard]] std::int64_t opset() const { return opset_; }
  [[nodiscard]] ConstantPool& pool() { return pool_; }
  /// Whether a constant of so many bytes waits for its tensor's turn: in a type of whole bytes, which is all that ONNX
  /// Runtime expands.
  [[nodiscard]] bool waits(std::size_t bytes) const { return pool_.awaited().has_value() && bytes >= kWaitingBytes; }

  /// A Constant node of this tensor's own; a large one comes when it is its tensor's turn.
  DecodeValue constant(DataType type, std::vector<std::int64_t> dims, ByteView raw, Content content);
  /// float32 values kept in `width`, and cast back where that is float16, in nodes of this tensor's own.
  DecodeValue floats(const std::vector<float>& values, std::vector<std::int64_t> dims, StoredFloat width,
                     Content content);
  /// The same, written with those of other tensors where that takes fewer bytes; without dims it may come out as [1].
  DecodeValue pooledFloats(const std::vector<float>& values, std::vector<std::int64_t> dims, StoredFloat width,
                           Content content);
  /// Whole numbers in `raw` as float32 values, likewise.
  DecodeValue pooled(DataType stored, std::vector<std::int64_t> dims, std::vector<std::byte> raw, Content content);
  DecodeValue table(const Codebook* codebook) { return pool_.table(codebook, opset_); }
  /// Shared small constants.
  DecodeValue scalar(DataType type, double value);
  DecodeValue int64s(const std::vector<std::int64_t>& values);

  DecodeValue apply(const char* op, std::initializer_list<const DecodeValue*> inputs, DataType type,
                    std::vector<std::int64_t> dims);
  DecodeValue cast(const DecodeValue& value, DataType type);
  /// Reshape, or Flatten where that will do: it needs no constant.
  DecodeValue reshape(const DecodeValue& value, const std::vector<std::int64_t>& dims);
  /// Elements [0, count) along `axis`.
  DecodeValue head(const DecodeValue& value, std::int64_t axis, std::int64_t count);
  /// Reshape to one dimension of as many elements as there are.
  DecodeValue flat(const DecodeValue& value);
  /// float32 zeros (opset 9).
  DecodeValue zeros(const std::vector<std::int64_t>& dims);
  /// Running sums of a flat value (opset 11); `before`: of what stands in front of each element.
  DecodeValue runningSums(const DecodeValue& value, bool before);
  /// Flat `data` with `updates` at `indices` (opset 11).
  DecodeValue scatter(const DecodeValue& data, const DecodeValue& indices, const DecodeValue& updates);
  /// (codes − zeroPoints) · scales; without zero points where they are 0. `axis` and `blockSize` are left out where
  /// negative or 0. `contributed`: the one of com.microsoft, which knows an axis at every opset.
  DecodeValue dequantize(const DecodeValue& codes, const DecodeValue& scales, const DecodeValue* zeroPoints,
                         std::int64_t axis, std::int64_t blockSize, bool contributed = false);
  /// Whole-number division and remainder (opset 10) by a constant, of int32 and int64 values that are not negative.
  DecodeValue dividedBy(const DecodeValue& value, std::int64_t divisor);
  DecodeValue remainderBy(const DecodeValue& value, std::int64_t divisor);
  DecodeValue multipliedBy(const DecodeValue& value, std::int64_t factor);
  DecodeValue concat(const DecodeValue& first, const DecodeValue& second, std::int64_t axis);
  /// Broadcast to `dims` (opset 8).
  DecodeValue expand(const DecodeValue& value, const std::vector<std::int64_t>& dims);
  DecodeValue shiftRight(const DecodeValue& value, const DecodeValue& shifts, std::vector<std::int64_t> dims);
  DecodeValue floatRemainder(const DecodeValue& value, const DecodeValue& divisor);
  DecodeValue tile(const DecodeValue& value, const std::vector<std::int64_t>& repeats);

  /// Gives the last node's output the tensor's own name and hands the nodes over.
  [[nodiscard]] NodeList finish(const std::string& tensorName);

 private:
  static constexpr std::size_t kWaitingBytes = std::size_t{1} << 12;
  onnx::NodeProto& append(const char* op, std::initializer_list<const DecodeValue*> inputs, const std::string& output);

  std::int64_t opset_;
  NameSource& names_;
  ConstantPool& pool_;
  std::vector<onnx::NodeProto> nodes_;  ///< sized only when finished: attributes are added after a node is appended
  std::vector<std::pair<Content, std::uint64_t>> contents_;
};

}  // namespace bitwright
