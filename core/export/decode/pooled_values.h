// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

#include "core/export/decode/node_list.h"

namespace bitwright {

/// Values of one tensor, kept in a type of their own and read as float32.
struct PooledValues {
  DecodeValue value;  ///< float32; what has no dims may come out as [1], which broadcasts alike
  DataType stored = DataType::float32;
  std::vector<std::byte> raw;
  Content content = Content::scales;
  std::int64_t opset = 0;
};

/// Values of the same key may stand in one stack, of at most `kStackBytes`: whoever decodes one of its tensors alone
/// holds all of it.
using StackKey = std::tuple<std::int64_t, DataType, std::vector<std::int64_t>>;
[[nodiscard]] StackKey stackKey(const PooledValues& values);
inline constexpr std::size_t kStackBytes = std::size_t{1} << 18;
/// Its extent along axis 0.
[[nodiscard]] std::int64_t firstDim(const PooledValues& values);
/// The opsets from which on Split takes its sizes as an input and not as an attribute, and has to be told how many
/// equal parts there are.
inline constexpr std::int64_t kSplitInputOpset = 13;
inline constexpr std::int64_t kNumOutputsOpset = 18;

/// The nodes that make values available under their names, and what each of them takes of their bytes.
struct WrittenPool {
  NodeList list;
  std::vector<PartBytes> each;  ///< in the order of the values; what several share is the first one's
};

/// Values that differ in nothing but their extent along axis 0 are put behind one another: one Constant holds them all,
/// one Cast widens them (where they are not float32) and one Split (https://onnx.ai/onnx/operators/onnx__Split.html)
/// hands them out, so that one more takes a name and a size where it would take a Constant and a Cast of its own.
/// Wherever that takes more bytes, as for a single one, each has its own nodes.
[[nodiscard]] WrittenPool writePooledValues(const std::vector<PooledValues>& pooled, NameSource& names);

}  // namespace bitwright
