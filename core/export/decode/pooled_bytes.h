// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/export/decode/pooled_values.h"

namespace bitwright {

/// What writePooledValues would take for values that come one after another, kept up to date at the cost of each value
/// alone, however many there are: what one more takes is asked for every pruned tensor. Names that are still to be made
/// are taken to be as long as those of the values.
class PooledBytes {
 public:
  void add(const PooledValues& values);
  /// What the nodes would grow by with `more` behind the others.
  [[nodiscard]] std::uint64_t addedBy(const std::vector<PooledValues>& more) const;

 private:
  /// Values that stand in one stack so far.
  struct Stack {
    void add(const PooledValues& values);
    /// Of the smaller way to write them.
    [[nodiscard]] std::uint64_t bytes() const;

    PooledValues first;  ///< without its bytes
    std::int64_t count = 0;
    std::int64_t extent = 0;  ///< of all along axis 0
    bool equal = true;        ///< all have the extent of the first
    std::uint64_t raw = 0;
    std::uint64_t separate = 0;  ///< nodes of their own
    std::uint64_t outputs = 0;   ///< names of Split's outputs
    std::uint64_t sizes = 0;     ///< varints of the extents
  };
  /// `values` at its end, or at the start of the next one where it is full: then gives the bytes of the full one.
  [[nodiscard]] static std::uint64_t addTo(Stack& open, const PooledValues& values);

  std::map<StackKey, Stack> open_;
};

}  // namespace bitwright
