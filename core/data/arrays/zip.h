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
///
/// libarchive (3.6 to 3.8) tells neither a member's packed size nor its method, so that what cannot be true would be
/// found out only by unpacking; it names members as their local headers do and in the locale, sorts them by place,
/// drops one that stands where another does, finds no directory before a comment of more than 16 KiB, and reads on
/// where bytes follow the archive.
[[nodiscard]] Result<std::vector<ZipMember>> zipMembers(ByteView content, const std::string& file);

}  // namespace bitwright
