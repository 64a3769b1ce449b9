// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "core/base/archive.h"

namespace bitwright {

/// One direction of one format, as a stream.
class ArchiveCoder {
 public:
  using Take = std::function<bool(ByteView)>;
  virtual ~ArchiveCoder() = default;
  /// Hands out what `bytes` give, and with `last` the rest. False where the format is broken, the end is missing or `take` says no.
  [[nodiscard]] virtual bool run(ByteView bytes, bool last, const Take& take) = 0;
};

/// Null where there is not enough memory.
[[nodiscard]] std::unique_ptr<ArchiveCoder> makePacker(ArchiveKind kind, std::uint64_t sourceBytes);
[[nodiscard]] std::unique_ptr<ArchiveCoder> makeUnpacker(ArchiveKind kind);

}  // namespace bitwright
