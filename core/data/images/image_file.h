// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/data/images/images.h"

namespace bitwright {

/// Pixels an image file may have; its header is looked at before anything is decoded.
inline constexpr std::int64_t kMostPixels = std::int64_t{1} << 26U;

/// Decodes a PNG, JPEG or BMP file to 8-bit grey or RGB; transparency is left out, and a JPEG's note on how the camera
/// was held not followed. ErrorKind::input, naming `file`, where it is no such file, is cut off or damaged, or is
/// larger than kMostPixels or kLongestSide.
[[nodiscard]] Result<Image> decodeImage(ByteView content, const std::string& file);

}  // namespace bitwright
