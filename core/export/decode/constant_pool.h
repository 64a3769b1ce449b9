// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/export/decode/pooled_bytes.h"
#include "core/export/decode/pooled_values.h"

namespace bitwright {

/// Constants (and what is cast from them) that several tensors read, of which equal ones are written once; and each
/// tensor's small values, which are written together (pooled_values.h).
class ConstantPool {
 public:
  explicit ConstantPool(NameSource& names) : names_(names) {}
  /// For measuring what a tensor would add: knows all that this pool has written, for as long as it is left as it is,
  /// and writes into itself.
  [[nodiscard]] ConstantPool trial(NameSource& names) const;
  /// What a trial would add to the pool it is one of.
  [[nodiscard]] std::uint64_t addedBytes() const;
  [[nodiscard]] DecodeValue shared(const onnx::TensorProto& tensor);
  /// float32 values that float16 holds exactly, kept in whichever takes fewer bytes.
  [[nodiscard]] DecodeValue floats(const std::vector<float>& values, const std::vector<std::int64_t>& dims);
  /// The flat float32 table of a codebook, all groups behind one another.
  [[nodiscard]] DecodeValue table(const Codebook* codebook, std::int64_t opset);
  /// Whether values of so many bytes are worth writing with others: of more, a few bytes of nodes are nothing.
  [[nodiscard]] static bool takes(std::size_t rawBytes) { return rawBytes <= kPooledBytes; }
  [[nodiscard]] DecodeValue pooled(DataType stored, std::vector<std::int64_t> dims, std::vector<std::byte> raw,
                                   Content content, std::int64_t opset);
  /// `codebook` with a level 0 behind those of each group; the same one for the same codebook.
  [[nodiscard]] std::shared_ptr<const Codebook> withZero(const std::shared_ptr<const Codebook>& codebook);
  /// A node that several tensors read from, among the shared ones.
  void add(onnx::NodeProto node) { list_.add(std::move(node), Content::decode, 0); }
  /// What large constants of the tensors written from now on are expanded by before anything reads them, which leaves
  /// them as they are: an int64 value [1] that a runtime knows only in its turn (folding_stages.h).
  void waitFor(std::optional<DecodeValue> shape) { awaited_ = std::move(shape); }
  [[nodiscard]] const std::optional<DecodeValue>& awaited() const { return awaited_; }
  /// Of the nodes not taken yet: all, and without those of pooled values.
  [[nodiscard]] PartBytes bytes() const;
  [[nodiscard]] const PartBytes& sharedBytes() const { return list_.bytes; }
  /// Pooled values that are not taken yet.
  [[nodiscard]] std::size_t pooledCount() const { return pooled_.size(); }
  /// What has gathered: nodes that several tensors read, and behind them those of pooled values.
  struct Taken {
    NodeList shared;
    NodeList pooled;
    std::vector<std::string> names;  ///< of the pooled values, in order
    std::vector<PartBytes> each;     ///< what they take of the second list; what several share is the first one's
  };
  /// The nodes added since the last call. Later values may still refer to earlier ones.
  [[nodiscard]] Taken take();

 private:
  static constexpr std::size_t kPooledBytes = std::size_t{1} << 14;
  using Known = std::map<std::string, DecodeValue>;
  /// In this pool or, of a trial, in the one below.
  [[nodiscard]] const DecodeValue* find(Known ConstantPool::*list, const std::string& key) const;
  [[nodiscard]] DecodeValue widened(DecodeValue stored);

  NameSource& names_;
  const ConstantPool* below_ = nullptr;  ///< of a trial
  NodeList list_;
  std::optional<DecodeValue> awaited_;
  std::vector<PooledValues> pooled_;
  PooledBytes pooledBytes_;
  Known byContent_;
  Known tables_;
  std::map<std::shared_ptr<const Codebook>, std::shared_ptr<const Codebook>> withZero_;
};

}  // namespace bitwright
