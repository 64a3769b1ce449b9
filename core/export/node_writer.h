// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/bytes.h"
#include "core/model/data_type.h"
#include "core/schemes/encoded_tensor.h"

namespace bitwright {

/// Bytes of decode nodes by what they hold. `decode` is everything that is none of the others: framing, names, operators, small constants.
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

/// Values of one tensor, kept in a type of their own and read as float32.
struct PooledValues {
  DecodeValue value;  ///< float32; what has no dims may come out as [1], which broadcasts alike
  DataType stored = DataType::float32;
  std::vector<std::byte> raw;
  Content content = Content::scales;
  std::int64_t opset = 0;
};

/// Constants (and what is cast from them) that several tensors read, of which equal ones are written once; and each tensor's small values, which
/// are written together (pooled_values.h).
class ConstantPool {
 public:
  explicit ConstantPool(NameSource& names) : names_(names) {}
  /// For measuring what a tensor would add: knows all that this pool has written, and writes into itself.
  [[nodiscard]] ConstantPool trial(NameSource& names) const;
  [[nodiscard]] DecodeValue shared(const onnx::TensorProto& tensor);
  /// float32 values that float16 holds exactly, kept in whichever takes fewer bytes.
  [[nodiscard]] DecodeValue floats(const std::vector<float>& values, const std::vector<std::int64_t>& dims);
  /// The flat float32 table of a codebook, all groups behind one another.
  [[nodiscard]] DecodeValue table(const Codebook* codebook, std::int64_t opset);
  /// Whether values of so many bytes are worth writing with others: of more, a few bytes of nodes are nothing.
  [[nodiscard]] static bool takes(std::size_t rawBytes) { return rawBytes <= kPooledBytes; }
  [[nodiscard]] DecodeValue pooled(DataType stored, std::vector<std::int64_t> dims, std::vector<std::byte> raw, Content content, std::int64_t opset);
  /// `codebook` with a level 0 behind those of each group; the same one for the same codebook.
  [[nodiscard]] std::shared_ptr<const Codebook> withZero(const std::shared_ptr<const Codebook>& codebook);
  /// A node that several tensors read from, among the shared ones.
  void add(onnx::NodeProto node) { list_.add(std::move(node), Content::decode, 0); }
  /// What large constants of the tensors written from now on are expanded by before anything reads them, which leaves them as they are: an int64 value
  /// [1] that a runtime knows only in its turn (load_turns.h).
  void waitFor(std::optional<DecodeValue> shape) { awaited_ = std::move(shape); }
  [[nodiscard]] const std::optional<DecodeValue>& awaited() const { return awaited_; }
  /// Of the nodes not taken yet: all, and without those of pooled values.
  [[nodiscard]] PartBytes bytes() const;
  [[nodiscard]] const PartBytes& sharedBytes() const { return list_.bytes; }
  /// Of the nodes of pooled values not taken yet.
  [[nodiscard]] PartBytes pooledBytes() const;
  /// Pooled values that are not taken yet.
  [[nodiscard]] std::size_t pooledCount() const { return pooled_.size(); }
  /// The nodes added since the last call. Later values may still refer to earlier ones. `pooledBytes`, where not null, is given the bytes of each
  /// pooled value, in order.
  [[nodiscard]] NodeList take(std::vector<PartBytes>* pooledBytes = nullptr);

 private:
  static constexpr std::size_t kPooledBytes = std::size_t{1} << 14;
  [[nodiscard]] DecodeValue widened(DecodeValue stored);

  NameSource& names_;
  NodeList list_;
  std::optional<DecodeValue> awaited_;
  std::vector<PooledValues> pooled_;
  std::map<std::string, DecodeValue> byContent_;
  std::map<std::string, DecodeValue> tables_;
  std::map<std::shared_ptr<const Codebook>, std::shared_ptr<const Codebook>> withZero_;
};

/// Writes the decode nodes of one tensor at one version of the default domain, choosing each operator's signature by it.
class NodeWriter {
 public:
  NodeWriter(std::int64_t opset, NameSource& names, ConstantPool& pool) : opset_(opset), names_(names), pool_(pool) {}

  [[nodiscard]] std::int64_t opset() const { return opset_; }
  [[nodiscard]] ConstantPool& pool() { return pool_; }
  /// Whether a constant of so many bytes waits for its tensor's turn: in a type of whole bytes, which is all that ONNX Runtime expands.
  [[nodiscard]] bool waits(std::size_t bytes) const { return pool_.awaited().has_value() && bytes >= kWaitingBytes; }

  /// A Constant node of this tensor's own; a large one comes when it is its tensor's turn.
  DecodeValue constant(DataType type, std::vector<std::int64_t> dims, ByteView raw, Content content);
  /// float32 values kept in `width`, and cast back where that is float16, in nodes of this tensor's own.
  DecodeValue floats(const std::vector<float>& values, std::vector<std::int64_t> dims, StoredFloat width, Content content);
  /// The same, written with those of other tensors where that takes fewer bytes; without dims it may come out as [1].
  DecodeValue pooledFloats(const std::vector<float>& values, std::vector<std::int64_t> dims, StoredFloat width, Content content);
  /// Whole numbers in `raw` as float32 values, likewise.
  DecodeValue pooled(DataType stored, std::vector<std::int64_t> dims, std::vector<std::byte> raw, Content content);
  DecodeValue table(const Codebook* codebook) { return pool_.table(codebook, opset_); }
  /// Shared small constants.
  DecodeValue scalar(DataType type, double value);
  DecodeValue int64s(const std::vector<std::int64_t>& values);

  DecodeValue apply(const char* op, std::initializer_list<const DecodeValue*> inputs, DataType type, std::vector<std::int64_t> dims);
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
  /// (codes − zeroPoints) · scales; without zero points where they are 0. `axis` and `blockSize` are left out where negative or 0.
  /// `contributed`: the one of com.microsoft, which knows an axis at every opset.
  DecodeValue dequantize(const DecodeValue& codes, const DecodeValue& scales, const DecodeValue* zeroPoints, std::int64_t axis,
                         std::int64_t blockSize, bool contributed = false);
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
  static constexpr std::size_t kWaitingBytes = std::size_t{1} << 16;
  onnx::NodeProto& append(const char* op, std::initializer_list<const DecodeValue*> inputs, const std::string& output);

  std::int64_t opset_;
  NameSource& names_;
  ConstantPool& pool_;
  std::vector<onnx::NodeProto> nodes_;  ///< sized only when finished: attributes are added after a node is appended
  std::vector<std::pair<Content, std::uint64_t>> contents_;
};

[[nodiscard]] std::int64_t productOf(const std::vector<std::int64_t>& dims);
[[nodiscard]] onnx::TensorProto rawTensor(DataType type, const std::vector<std::int64_t>& dims, ByteView raw);
[[nodiscard]] onnx::NodeProto constantNode(onnx::TensorProto tensor, const std::string& output);
/// float32 values in the bytes of `width`.
[[nodiscard]] std::vector<std::byte> storedBytes(const std::vector<float>& values, StoredFloat width);

}  // namespace bitwright
