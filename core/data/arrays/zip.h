// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace bitwright {

/// A file in a ZIP archive.
struct ZipMember {
  std::string name;
  ByteView packed;
  bool deflated = false;
  std::uint64_t bytes = 0;  ///< unpacked, as declared: no more than the packed bytes can hold
  std::uint32_t crc = 0;    ///< of the unpacked bytes
};

/// The members of the archive `content` (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT) by its central
/// directory: stored or deflated, not encrypted, one part, each name once, together less than 4 GiB unpacked. Nothing
/// is unpacked, nothing written. `file` names it in errors.
[[nodiscard]] Result<std::vector<ZipMember>> zipMembers(ByteView content, const std::string& file);

}  // namespace bitwright
