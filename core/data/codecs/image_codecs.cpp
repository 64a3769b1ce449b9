// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// A library of its own, loaded when the first image is decoded: OpenCV's image codecs bring a hundred other libraries
// along, which take longer to load than most of what the worker does.
#include <exception>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

/// False where it is no image that OpenCV decodes; never throws. Called by core/data/images/image_codecs.cpp.
extern "C" __attribute__((visibility("default"))) bool bitwrightDecodeImage(const cv::Mat& encoded,
                                                                            cv::Mat& decoded) noexcept {
  try {
    decoded = cv::imdecode(encoded, cv::IMREAD_ANYCOLOR);
    return !decoded.empty();
  } catch (const std::exception&) {  // cv::Exception, std::bad_alloc
    return false;
  }
}
