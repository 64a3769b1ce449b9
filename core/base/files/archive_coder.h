// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "core/base/bytes.h"
#include "core/base/files/archive_kind.h"

namespace bitwright {

/// What came of a piece.
enum class Coded {
  done,
  refused,     ///< `take` said no
  broken,      ///< the format is broken, or its end is missing
  needsMemory  ///< more than 2 to the power of kArchiveMemoryBits, or than there is
};

/// Memory that unpacking may take: an archive chooses it itself.
inline constexpr int kArchiveMemoryBits = 30;

/// One direction of one format, as a stream, by the libraries of the formats themselves. libarchive reads both too, but
/// what its filters allow cannot be set (3.6 to 3.8): of zst windows up to 128 MiB, of xz dictionaries of any size.
/// And what is too large or damaged in its first 128 KiB looks like an empty file.
class ArchiveCoder {
 public:
  using Take = std::function<bool(ByteView)>;
  virtual ~ArchiveCoder() = default;
  /// Hands out what `bytes` give, and with `last` the rest.
  [[nodiscard]] virtual Coded run(ByteView bytes, bool last, const Take& take) = 0;
};

/// Null where there is not enough memory.
[[nodiscard]] std::unique_ptr<ArchiveCoder> makePacker(ArchiveKind kind, std::uint64_t sourceBytes,
                                                       const PackingEffort& effort);
[[nodiscard]] std::unique_ptr<ArchiveCoder> makeUnpacker(ArchiveKind kind);

}  // namespace bitwright
