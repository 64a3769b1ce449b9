// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/images/image_file.h"

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <string_view>

#include "core/data/images/image_codecs.h"

namespace bitwright {

namespace {

using namespace std::string_view_literals;

/// What the header says before any decoder of OpenCV sees the file.
struct Announced {
  std::int64_t width = 0;
  std::int64_t height = 0;
  bool whole = false;  ///< its end is there
};

class Header {
 public:
  explicit Header(std::string_view bytes) : bytes_(bytes) {}

  /// Nothing where it is no PNG, JPEG or BMP.
  [[nodiscard]] std::optional<Announced> read() const {
    if (bytes_.starts_with("\x89PNG\r\n\x1a\n"sv)) {
      return Announced{
          big(16, 4), big(20, 4),
          bytes_.size() >= 33 && bytes_.substr(12, 4) == "IHDR" && bytes_.rfind("IEND") != std::string_view::npos};
    }
    if (bytes_.starts_with("\xff\xd8\xff"sv)) return jpeg();
    if (bytes_.starts_with("BM")) return bmp();
    return std::nullopt;
  }

 private:
  /// 0 beyond the end.
  [[nodiscard]] std::int64_t big(std::size_t at, std::size_t count) const {
    if (at + count > bytes_.size()) return 0;
    std::int64_t value = 0;
    for (std::size_t index = 0; index < count; ++index)
      value = value << 8U | static_cast<std::uint8_t>(bytes_[at + index]);
    return value;
  }
  [[nodiscard]] std::int64_t little(std::size_t at, std::size_t count) const {
    if (at + count > bytes_.size()) return 0;
    std::int64_t value = 0;
    for (std::size_t index = count; index-- > 0;) value = value << 8U | static_cast<std::uint8_t>(bytes_[at + index]);
    return value;
  }

  /// From segment to segment to the frame header; behind the start of the scan there must be an end of image.
  [[nodiscard]] Announced jpeg() const {
    Announced announced;
    std::size_t at = 2;
    while (at + 4 <= bytes_.size() && bytes_[at] == '\xff') {
      const auto marker = static_cast<std::uint8_t>(bytes_[at + 1]);
      if (marker == 0xff) {  // padding
        ++at;
        continue;
      }
      const bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
      if (frame) {
        announced.height = big(at + 5, 2);
        announced.width = big(at + 7, 2);
      }
      if (marker == 0xda) {
        announced.whole = bytes_.find("\xff\xd9"sv, at) != std::string_view::npos;
        return announced;
      }
      at += 2 + static_cast<std::size_t>(std::max<std::int64_t>(2, big(at + 2, 2)));
    }
    return announced;
  }

  [[nodiscard]] Announced bmp() const {
    const auto headerBytes = little(14, 4);
    if (headerBytes == 12) return {little(18, 2), little(20, 2), bytes_.size() > 26};
    const auto rows = static_cast<std::int32_t>(little(22, 4));  // negative: the top row stands first
    return {static_cast<std::int32_t>(little(18, 4)), rows < 0 ? -std::int64_t{rows} : rows, bytes_.size() > 54};
  }

  std::string_view bytes_;
};

}  // namespace

Result<Image> decodeImage(ByteView content, const std::string& file) {
  const auto refuse = [&file](Message what) { return fail(ErrorKind::input, std::move(what), file); };
  if (content.empty()) return refuse(BW_MESSAGE("data.empty", "is empty (0 bytes)"));
  const auto announced = Header(textOf(content)).read();
  if (!announced) return refuse(BW_MESSAGE("data.not_image", "is no PNG, JPEG or BMP image"));
  const auto [width, height, whole] = *announced;
  const auto damaged = [&refuse] {
    return refuse(BW_MESSAGE("data.image_damaged", "is an image that is damaged or cut off"));
  };
  if (!whole || content.size() > (std::size_t{1} << 30U)) return damaged();  // OpenCV counts in int
  if (width < 1 || height < 1 || width > kLongestSide || height > kLongestSide || width * height > kMostPixels) {
    return refuse({BW_MESSAGE("data.image_limit", "is an image of %1 x %2 pixels; from 1 x 1 to 67 million are read"),
                   {height, width}});
  }
  const auto decode = imageDecoder();
  if (!decode) return Failure(decode.error());
  try {
    const cv::Mat encoded(1, static_cast<int>(content.size()), CV_8U, const_cast<std::byte*>(content.data()));
    cv::Mat decoded;
    if (!(*decode)(encoded, decoded) || decoded.depth() != CV_8U || decoded.rows != height || decoded.cols != width)
      return damaged();
    if (decoded.channels() == 3) cv::cvtColor(decoded, decoded, cv::COLOR_BGR2RGB);
    Image image{{height, width, decoded.channels()}, {}, {}};
    image.bytes.assign(decoded.datastart, decoded.dataend);
    return image;
  } catch (const std::exception&) {  // cv::Exception, std::bad_alloc
    return damaged();
  }
}

}  // namespace bitwright
