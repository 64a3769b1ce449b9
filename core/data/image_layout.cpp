// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cstddef>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <optional>

#include "core/data/dataset.h"

namespace bitwright {

namespace {

bool isChannelCount(std::int64_t size) {
  return size == 1 || size == 3 || size == 4;
}

std::int64_t orElse(std::int64_t size, std::int64_t otherwise) {
  return size > 0 ? size : otherwise;
}

std::string shapeText(std::span<const std::int64_t> shape) {
  std::string text;
  for (const auto size : shape) text += (text.empty() ? "" : " x ") + (size < 0 ? std::string("?") : fmt::format("{}", size));
  return text;
}

/// A row of values is an image where its length is that of the set's, in colour or in grey.
std::optional<ImageLayout> flatLayout(std::int64_t length, const ImageSet& images) {
  const auto area = images.height * images.width;
  ImageLayout layout{ImageLayout::Order::nchw, images.channels, images.height, images.width};
  if (length < 0 || length == area * images.channels) return layout;
  if (length == area)
    layout.channels = 1;
  else if (length == area * 3)
    layout.channels = 3;
  else
    return std::nullopt;
  return layout;
}

std::optional<ImageLayout> layoutFor(std::span<const std::int64_t> shape, const ImageSet& images) {
  switch (shape.size()) {
    case 4: {
      ImageLayout layout;
      const bool last = isChannelCount(shape[3]);
      layout.order = last ? ImageLayout::Order::nhwc : ImageLayout::Order::nchw;
      layout.channels = orElse(last ? shape[3] : shape[1], images.channels);
      layout.height = orElse(last ? shape[1] : shape[2], images.height);
      layout.width = orElse(last ? shape[2] : shape[3], images.width);
      if (!isChannelCount(layout.channels)) return std::nullopt;
      return layout;
    }
    case 3:
      return ImageLayout{ImageLayout::Order::nchw, 1, orElse(shape[1], images.height), orElse(shape[2], images.width)};
    case 2:
      return flatLayout(shape[1], images);
    default:
      return std::nullopt;
  }
}

cv::Mat withChannels(const cv::Mat& image, int channels) {
  if (image.channels() == channels) return image;
  static constexpr auto kCodes = [](int from, int to) {
    if (from == 1) return to == 3 ? cv::COLOR_GRAY2RGB : cv::COLOR_GRAY2RGBA;
    if (from == 3) return to == 1 ? cv::COLOR_RGB2GRAY : cv::COLOR_RGB2RGBA;
    return to == 1 ? cv::COLOR_RGBA2GRAY : cv::COLOR_RGBA2RGB;
  };
  cv::Mat converted;
  cv::cvtColor(image, converted, kCodes(image.channels(), channels));
  return converted;
}

/// One image into its place: 8 bit to float, divided by 255.
void placeImage(const cv::Mat& image, ImageLayout::Order order, float* target) {
  const auto channels = static_cast<std::size_t>(image.channels());
  const auto area = static_cast<std::size_t>(image.rows) * static_cast<std::size_t>(image.cols);
  std::size_t pixel = 0;
  for (int row = 0; row < image.rows; ++row) {
    const std::uint8_t* values = image.ptr<std::uint8_t>(row);
    for (int column = 0; column < image.cols; ++column, ++pixel) {
      for (std::size_t channel = 0; channel < channels; ++channel) {
        const auto at = order == ImageLayout::Order::nhwc ? pixel * channels + channel : channel * area + pixel;
        target[at] = static_cast<float>(*values++) / 255.0F;
      }
    }
  }
}

}  // namespace

Result<ImageLayout> imageLayout(std::span<const std::int64_t> shape, const ImageSet& images) {
  if (const auto layout = layoutFor(shape, images)) return *layout;
  return fail(ErrorKind::input,
              Message(BW_MESSAGE("data.images_do_not_fit", "images of %1 x %2 pixels with %3 channel(s) do not fit an input of shape %4"),
                      {images.height, images.width, images.channels, shapeText(shape)}));
}

Result<std::vector<float>> imageBatch(const ImageSet& images, const ImageLayout& layout, std::int64_t begin, std::int64_t count) {
  constexpr std::int64_t kMostSide = 32767;  // OpenCV counts in int, and no image a network takes comes near
  const auto imageSize = images.height * images.width * images.channels;
  if (begin < 0 || count < 0 || begin + count > images.count || layout.height < 1 || layout.width < 1 || layout.height > kMostSide ||
      layout.width > kMostSide || images.height > kMostSide || images.width > kMostSide) {
    return fail(ErrorKind::input, Message(BW_MESSAGE("data.image_size", "images of %1 x %2 pixels cannot be made"), {layout.height, layout.width}));
  }
  try {
    const auto size = static_cast<std::size_t>(layout.height * layout.width * layout.channels);
    std::vector<float> batch(static_cast<std::size_t>(count) * size);
    for (std::int64_t index = 0; index < count; ++index) {
      const auto* pixels = images.pixels.data() + (begin + index) * imageSize;
      const cv::Mat stored(static_cast<int>(images.height), static_cast<int>(images.width), CV_8UC(static_cast<int>(images.channels)),
                           const_cast<std::uint8_t*>(pixels));
      cv::Mat image = withChannels(stored, static_cast<int>(layout.channels));
      if (image.rows != layout.height || image.cols != layout.width) {
        cv::Mat resized;
        cv::resize(image, resized, cv::Size(static_cast<int>(layout.width), static_cast<int>(layout.height)), 0, 0, cv::INTER_LINEAR);
        image = resized;
      }
      placeImage(image, layout.order, batch.data() + static_cast<std::size_t>(index) * size);
    }
    return batch;
  } catch (const std::exception& problem) {  // cv::Exception, std::bad_alloc
    return fail(ErrorKind::input, Message(BW_MESSAGE("data.conversion_failed", "the images cannot be converted: %1"), {std::string(problem.what())}));
  }
}

}  // namespace bitwright
