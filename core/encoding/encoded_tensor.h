// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <variant>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/job.h"
#include "core/base/result.h"
#include "core/model/data_type.h"

namespace bitwright {

/// Which elements of a tensor share a scale or a table. The tensor is seen as a row-major box [outer, extent, inner] with
/// outer · extent · inner = number of elements.
///   tensor   one group
///   channel  group = index along extent                                    (extent groups)
///   block    group = (outer · blocks + extentIndex / blockSize) · inner + innerIndex,  blocks = ⌈extent / blockSize⌉
/// Blocks are those of ONNX DequantizeLinear's `block_size` (https://onnx.ai/onnx/operators/onnx__DequantizeLinear.html),
/// generalised to a flattened extent; the last block may be short.
struct Grouping {
  enum class Kind { tensor, channel, block };
  Kind kind = Kind::tensor;
  std::int64_t outer = 1;
  std::int64_t extent = 1;
  std::int64_t inner = 1;
  std::int64_t blockSize = 1;  ///< block only

  [[nodiscard]] std::int64_t groupCount() const;
  [[nodiscard]] std::int64_t groupOf(std::int64_t element) const;
  friend bool operator==(const Grouping&, const Grouping&) = default;

  [[nodiscard]] static Grouping wholeTensor(std::int64_t elements);
  /// One group a channel of `channelAxis` (the whole tensor where it is −1).
  [[nodiscard]] static Grouping perChannel(std::span<const std::int64_t> shape, int channelAxis);
  /// Runs of `blockSize` weights inside one channel: along the flattened rest behind the axis where there is one, else along the rest
  /// before it (MatMul [K, N], axis 1: blocks along K). Without a channel axis: runs over the flat tensor.
  [[nodiscard]] static Grouping perBlock(std::span<const std::int64_t> shape, int channelAxis, std::int64_t blockSize);
};

/// Unsigned codes of 1–16 or of 32 bits, one an element, unpacked in memory; a form packs them to ⌈count · bits / 8⌉ bytes.
class CodeArray {
 public:
  CodeArray() = default;
  CodeArray(int bits, std::int64_t count);

  [[nodiscard]] int bits() const { return bits_; }
  [[nodiscard]] std::int64_t size() const { return count_; }
  [[nodiscard]] std::uint32_t operator[](std::int64_t index) const {
    const auto at = static_cast<std::size_t>(index);
    return bits_ <= 8 ? narrow_[at] : bits_ <= 16 ? wide_[at] : full_[at];
  }
  void set(std::int64_t index, std::uint32_t code) {
    if (bits_ <= 8)
      narrow_[static_cast<std::size_t>(index)] = static_cast<std::uint8_t>(code);
    else if (bits_ <= 16)
      wide_[static_cast<std::size_t>(index)] = static_cast<std::uint16_t>(code);
    else
      full_[static_cast<std::size_t>(index)] = code;
  }
  /// The codes as they lie in memory: `narrow` where bits ≤ 8, `wide` where ≤ 16, `full` above; the others are empty.
  [[nodiscard]] std::span<const std::uint8_t> narrow() const { return narrow_; }
  [[nodiscard]] std::span<const std::uint16_t> wide() const { return wide_; }
  [[nodiscard]] std::span<const std::uint32_t> full() const { return full_; }
  [[nodiscard]] std::span<std::uint8_t> narrow() { return narrow_; }
  [[nodiscard]] std::span<std::uint16_t> wide() { return wide_; }
  [[nodiscard]] std::span<std::uint32_t> full() { return full_; }
  /// Calls `use` with a pointer to the first code, of whichever width they have.
  template <class Use>
  decltype(auto) visit(const Use& use) const {
    if (bits_ <= 8) return use(narrow_.data());
    if (bits_ <= 16) return use(wide_.data());
    return use(full_.data());
  }
  template <class Use>
  decltype(auto) visit(const Use& use) {
    if (bits_ <= 8) return use(narrow_.data());
    if (bits_ <= 16) return use(wide_.data());
    return use(full_.data());
  }
  /// ⌈count · bits / 8⌉
  [[nodiscard]] std::int64_t packedBytes() const { return (count_ * bits_ + 7) / 8; }
  /// Element i's code in bits [i·bits, (i+1)·bits) of the little-endian bit stream (bit 0 of byte 0 first).
  [[nodiscard]] std::vector<std::byte> pack() const;
  [[nodiscard]] static CodeArray unpack(ByteView packed, int bits, std::int64_t count);
  friend bool operator==(const CodeArray&, const CodeArray&) = default;

 private:
  int bits_ = 8;
  std::int64_t count_ = 0;
  std::vector<std::uint8_t> narrow_;
  std::vector<std::uint16_t> wide_;
  std::vector<std::uint32_t> full_;
};

/// Width in which scales and table entries are stored; the values held here are already rounded to it.
enum class StoredFloat { float32, float16 };
[[nodiscard]] int storedFloatBytes(StoredFloat width);

/// The levels of non-uniform codes: `groups` tables of `levels` entries, group-major. May belong to several tensors (weight sharing);
/// it is stored once and counted once.
struct Codebook {
  StoredFloat width = StoredFloat::float32;
  std::int64_t groups = 1;
  std::int64_t levels = 0;
  std::vector<float> values;
};

/// level = code − zeroPoint[table group]. An empty zeroPoints means `offset` for all.
struct AffineLevels {
  std::int32_t offset = 0;               ///< zero point shared by all groups (2^(bits−1) for symmetric codes)
  std::vector<std::int32_t> zeroPoints;  ///< one a table group, 0 … 2^bits − 1; empty for symmetric
};
/// level = codebook[table group][code]
struct TableLevels {
  std::shared_ptr<const Codebook> codebook;
};
/// The code is the bit pattern of a float16 or bfloat16 (bits = 16) or float32 (bits = 32).
struct CastLevels {
  DataType pattern = DataType::float16;
};

/// One term of the sum that decodes a tensor.
struct EncodedTerm {
  CodeArray codes;  ///< one an element; with positions: one a non-zero element
  std::variant<AffineLevels, TableLevels, CastLevels> levels;
  Grouping tableGroups;       ///< groups of zero points or tables
  Grouping scaleGroups;       ///< groups of scales, independent of the tables'
  std::vector<float> scales;  ///< one a scale group; empty: no multiplication
  StoredFloat scaleWidth = StoredFloat::float32;
};

/// A weight tensor as integer codes and what decodes them. Everything behind the schemes is written against this value.
///   value[i] = cast( Σ over terms  scale[groupOfScale(i)] · level(groupOfTable(i), code[i]) )
/// Decoding is defined to the bit: levels and scales widened to float32, multiplied in float32, terms added in order in float32, and last
/// the cast to the tensor's own type (round to nearest, ties to even).
struct EncodedTensor {
  std::vector<std::int64_t> shape;
  DataType type = DataType::float32;  ///< of the decoded tensor
  std::vector<EncodedTerm> terms;
  /// Sparse tensors: flat indices of the elements that have codes, rising; all others decode to +0. Empty optional: dense.
  std::shared_ptr<const std::vector<std::int64_t>> positions;

  [[nodiscard]] std::int64_t elementCount() const;
  /// Decoded raw little-endian elements of the tensor's own type: what an exported file must decode to, bit for bit.
  [[nodiscard]] std::vector<std::byte> decodeBytes(const Job& job = {}) const;
  /// The same widened to float32.
  [[nodiscard]] std::vector<float> decode(const Job& job = {}) const;
  /// Payload, scales, tables and zero points in their stored widths; a shared codebook is counted whole. No graph overhead.
  [[nodiscard]] std::int64_t payloadBytes() const;
  [[nodiscard]] std::int64_t scaleBytes() const;  ///< zero points of a group take one byte, two where codes are wider than 8 bits
  [[nodiscard]] std::int64_t codebookBytes() const;
  /// The least that says where the codes of a sparse tensor belong, as bitmask or as gaps; 0 for a dense one.
  [[nodiscard]] std::int64_t positionBytes() const;
  /// 8 · (payload + scales + codebook + positions) / elements; 0 for an empty tensor.
  [[nodiscard]] double bitsPerWeight() const;
};

}  // namespace bitwright
