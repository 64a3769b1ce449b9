// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <system_error>

#include "core/base/platform/file_handle.h"

namespace bitwright::platform {

/// A file mapped for reading whose pages may vanish: where another program cuts the file off, or the disk fails,
/// touching them raises SIGBUS. Here what is gone reads as zeros instead, for the rest of the map, and `lost()` tells
/// so: what was made of the bytes must not be used then. The signal's handler is set once in the process, minds these
/// maps only and hands every other fault to whoever was there before.
class GuardedMap {
 public:
  GuardedMap() = default;
  ~GuardedMap();
  GuardedMap(const GuardedMap&) = delete;
  GuardedMap& operator=(const GuardedMap&) = delete;

  /// Maps the first `size` > 0 bytes of `file`, which need not stay open. Once.
  [[nodiscard]] std::error_code map(const FileHandle& file, std::size_t size);
  /// Null until mapped.
  [[nodiscard]] const void* data() const { return data_; }
  [[nodiscard]] bool lost() const;
  /// Pages of it that lie wholly in the `size` bytes at `begin` no longer count as this process's memory, until they
  /// are read again: from the system's cache, or from the file. Nothing where it holds none of them.
  void release(const void* begin, std::size_t size) const;

  struct Range;

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
  Range* range_ = nullptr;
};

}  // namespace bitwright::platform
