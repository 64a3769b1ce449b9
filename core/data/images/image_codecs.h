// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

namespace cv {
class Mat;
}

namespace bitwright {

/// Decodes an image: `encoded` is its bytes in one row, `decoded` becomes 1, 3 or 4 channels, of colour in the order
/// blue, green, red. False where it is none. Never throws; safe from several threads.
using ImageDecoder = bool (*)(const cv::Mat& encoded, cv::Mat& decoded);

/// The decoder of the library bitwright-image-codecs, which stands beside the worker (core/data/codecs); loaded once.
/// Fails with ErrorKind::engine where it is missing.
[[nodiscard]] Result<ImageDecoder> imageDecoder();

}  // namespace bitwright
