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
#include "core/encoding/code_array.h"
#include "core/encoding/grouping.h"
#include "core/model/data_type.h"

namespace bitwright {

/// Width in which scales and table entries are stored; the values held here are already rounded to it.
enum class StoredFloat { float32, float16 };
[[nodiscard]] int storedFloatBytes(StoredFloat width);

/// The levels of non-uniform codes: `groups` tables of `levels` entries, group-major. May belong to several tensors
/// (weight sharing); it is stored once and counted once.
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
/// Decoding is defined to the bit: levels and scales widened to float32, multiplied in float32, terms added in order in
/// float32, and last the cast to the tensor's own type (round to nearest, ties to even).
struct EncodedTensor {
  std::vector<std::int64_t> shape;
  DataType type = DataType::float32;  ///< of the decoded tensor
  std::vector<EncodedTerm> terms;
  /// Sparse tensors: flat indices of the elements that have codes, rising; all others decode to +0. Empty optional:
  /// dense.
  std::shared_ptr<const std::vector<std::int64_t>> positions;

  [[nodiscard]] std::int64_t elementCount() const;
  /// Decoded raw little-endian elements of the tensor's own type: what an exported file must decode to, bit for bit.
  [[nodiscard]] std::vector<std::byte> decodeBytes(const Job& job = {}) const;
  /// The same widened to float32.
  [[nodiscard]] std::vector<float> decode(const Job& job = {}) const;
  /// Payload, scales, tables and zero points in their stored widths; a shared codebook is counted whole. No graph
  /// overhead.
  [[nodiscard]] std::int64_t payloadBytes() const;
  [[nodiscard]] std::int64_t scaleBytes()
      const;  ///< zero points of a group take one byte, two where codes are wider than 8 bits
  [[nodiscard]] std::int64_t codebookBytes() const;
  /// The least that says where the codes of a sparse tensor belong, as bitmask or as gaps; 0 for a dense one.
  [[nodiscard]] std::int64_t positionBytes() const;
  /// 8 · (payload + scales + codebook + positions) / elements; 0 for an empty tensor.
  [[nodiscard]] double bitsPerWeight() const;
};

}  // namespace bitwright
