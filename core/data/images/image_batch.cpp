// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <mutex>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <utility>

#include "core/base/parallel.h"
#include "core/data/images/images.h"

namespace bitwright {

namespace {

Failure cannotBeMade(std::int64_t height, std::int64_t width) {
  return fail(ErrorKind::input,
              Message(BW_MESSAGE("data.image_size", "images of %1 x %2 pixels cannot be made"), {height, width}));
}

bool isPossible(std::int64_t height, std::int64_t width) {
  return height >= 1 && width >= 1 && height <= kLongestSide && width <= kLongestSide;
}

/// From grey, RGB or RGBA to any of them.
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

cv::Mat resized(const cv::Mat& image, std::int64_t width, std::int64_t height) {
  if (image.cols == width && image.rows == height) return image;
  cv::Mat result;
  cv::resize(image, result, cv::Size(static_cast<int>(width), static_cast<int>(height)), 0, 0, cv::INTER_LINEAR);
  return result;
}

/// The middle, each axis for itself: what is too long is cut, and where the image is too short black stands around it.
/// The odd pixel falls to the right and the bottom.
cv::Mat middle(const cv::Mat& image, int width, int height) {
  const cv::Rect kept(std::max(0, image.cols - width) / 2, std::max(0, image.rows - height) / 2,
                      std::min(image.cols, width), std::min(image.rows, height));
  const int left = (width - kept.width) / 2;
  const int top = (height - kept.height) / 2;
  cv::Mat result;
  cv::copyMakeBorder(image(kept), result, top, height - kept.height - top, left, width - kept.width - left,
                     cv::BORDER_CONSTANT | cv::BORDER_ISOLATED, cv::Scalar());
  return result;
}

/// Nothing where an image is so narrow that what covers the wanted size would be too large to make.
std::optional<cv::Mat> resizedAs(const cv::Mat& image, const Preprocessing::Resize& resize) {
  if (resize.mode == Preprocessing::Fit::stretch) return resized(image, resize.width, resize.height);
  const double across = static_cast<double>(resize.width) / image.cols;
  const double down = static_cast<double>(resize.height) / image.rows;
  const bool cover = resize.mode == Preprocessing::Fit::cover;
  const double factor = cover ? std::max(across, down) : std::min(across, down);
  // The side that decides is met exactly; rounding moves the other by half a pixel at most.
  const auto side = [factor, cover](int from, std::int64_t wanted) {
    const auto rounded = std::max<std::int64_t>(1, std::llround(from * factor));
    return cover ? std::max(rounded, wanted) : std::min(rounded, wanted);
  };
  const auto width = side(image.cols, resize.width);
  const auto height = side(image.rows, resize.height);
  if (width > kLongestSide || height > kLongestSide) return std::nullopt;
  return middle(resized(image, width, height), static_cast<int>(resize.width), static_cast<int>(resize.height));
}

/// value -> (value · scale − mean) ÷ std of a channel, in float64.
struct Line {
  double scale = 1.0;
  double mean = 0.0;
  double deviation = 1.0;

  [[nodiscard]] float operator()(double value) const { return static_cast<float>((value * scale - mean) / deviation); }
};

double ofChannel(const std::vector<double>& values, std::size_t channel, double otherwise) {
  if (values.empty()) return otherwise;
  return values.size() == 1 ? values.front() : values[channel];
}

class Batch {
 public:
  Batch(const ImageSource& images, const ImageLayout& layout, const Preprocessing& preprocessing)
      : images_(images), layout_(layout), preprocessing_(preprocessing) {
    const double usual = images.isEightBit() && !layout.takesBytes ? 1.0 / 255.0 : 1.0;
    for (std::size_t channel = 0; channel < static_cast<std::size_t>(layout.channels); ++channel) {
      const Line line{preprocessing.scale.value_or(usual), ofChannel(preprocessing.mean, channel, 0.0),
                      ofChannel(preprocessing.deviation, channel, 1.0)};
      lines_.push_back(line);
      auto& table = tables_.emplace_back();
      for (std::size_t value = 0; value < table.size(); ++value) table[value] = line(static_cast<double>(value));
    }
  }

  Result<void> place(std::int64_t index, float* target) const {
    auto image = images_.load(index);
    if (!image) return passOn(image);
    const auto& size = image->size;
    if (!isPossible(size.height, size.width)) return cannotBeMade(size.height, size.width);
    const bool eightBit = !image->bytes.empty();
    void* values = eightBit ? static_cast<void*>(image->bytes.data()) : static_cast<void*>(image->floats.data());
    const cv::Mat stored(static_cast<int>(size.height), static_cast<int>(size.width),
                         CV_MAKETYPE(eightBit ? CV_8U : CV_32F, static_cast<int>(size.channels)), values);
    auto prepared = prepare(stored, index);
    if (!prepared) return passOn(prepared);
    write(*prepared, target);
    return {};
  }

 private:
  Result<cv::Mat> prepare(const cv::Mat& stored, std::int64_t index) const {
    cv::Mat image = preprocessing_.channels == Preprocessing::Channels::grey ? withChannels(stored, 1) : stored;
    image = withChannels(image, static_cast<int>(layout_.channels));
    if (preprocessing_.channels == Preprocessing::Channels::bgr) {
      cv::Mat swapped;
      cv::cvtColor(image, swapped, image.channels() == 4 ? cv::COLOR_RGBA2BGRA : cv::COLOR_RGB2BGR);
      image = swapped;
    }
    if (preprocessing_.resize) {
      auto resized = resizedAs(image, *preprocessing_.resize);
      if (!resized) {
        return fail(
            ErrorKind::input,
            Message(BW_MESSAGE("preprocess.too_narrow", "an image of %1 x %2 pixels is too narrow to cover %3 x %4"),
                    {std::int64_t{image.rows}, std::int64_t{image.cols}, preprocessing_.resize->height,
                     preprocessing_.resize->width}),
            images_.name(index));
      }
      image = std::move(*resized);
    }
    if (const auto& crop = preprocessing_.crop) {
      if (crop->width > image.cols || crop->height > image.rows) {
        return fail(
            ErrorKind::input,
            Message(BW_MESSAGE("preprocess.crop_too_large", "an image of %1 x %2 pixels has no middle of %3 x %4"),
                    {std::int64_t{image.rows}, std::int64_t{image.cols}, crop->height, crop->width}),
            images_.name(index));
      }
      image = middle(image, static_cast<int>(crop->width), static_cast<int>(crop->height));
    }
    if (layout_.anySize && (image.rows != layout_.height || image.cols != layout_.width)) {
      return fail(ErrorKind::input,
                  Message(BW_MESSAGE("data.sizes_differ",
                                     "has %1 x %2 pixels, the first image has %3 x %4, and the model takes any size"),
                          {std::int64_t{image.rows}, std::int64_t{image.cols}, layout_.height, layout_.width}),
                  images_.name(index), {}, BW_MESSAGE("data.give_resize", "give one size by resize in --preprocess"));
    }
    return resized(image, layout_.width, layout_.height);
  }

  void write(const cv::Mat& image, float* target) const {
    const auto channels = static_cast<std::size_t>(image.channels());
    const auto area = static_cast<std::size_t>(image.rows) * static_cast<std::size_t>(image.cols);
    std::size_t pixel = 0;
    for (int row = 0; row < image.rows; ++row) {
      const auto* bytes = image.ptr<std::uint8_t>(row);
      const auto* floats = image.ptr<float>(row);
      for (int column = 0; column < image.cols; ++column, ++pixel) {
        for (std::size_t channel = 0; channel < channels; ++channel) {
          const auto at =
              layout_.order == ImageLayout::Order::nhwc ? pixel * channels + channel : channel * area + pixel;
          target[at] =
              image.depth() == CV_8U ? tables_[channel][*bytes++] : lines_[channel](static_cast<double>(*floats++));
        }
      }
    }
  }

  const ImageSource& images_;
  const ImageLayout& layout_;
  const Preprocessing& preprocessing_;
  std::vector<Line> lines_;
  std::vector<std::array<float, 256>> tables_;
};

}  // namespace

Result<Image> ArrayImages::load(std::int64_t index) const {
  const auto [height, width, channels] = form_.size;
  const auto count = height * width * channels;
  if (!isPossible(height, width) || index < 0 || index >= array_.elementCount() / count)
    return cannotBeMade(height, width);
  Image image{form_.size, {}, {}};
  const auto place = [&](std::int64_t at) {
    if (!form_.channelsFirst) return index * count + at;
    return index * count + at % channels * (height * width) + at / channels;
  };
  if (isEightBit()) {
    image.bytes.resize(static_cast<std::size_t>(count));
    for (std::int64_t at = 0; at < count; ++at) {
      image.bytes[static_cast<std::size_t>(at)] =
          static_cast<std::uint8_t>(array_.bytes[static_cast<std::size_t>(place(at))]);
    }
  } else {
    image.floats.resize(static_cast<std::size_t>(count));
    for (std::int64_t at = 0; at < count; ++at)
      image.floats[static_cast<std::size_t>(at)] = static_cast<float>(array_.at(place(at)));
  }
  return image;
}

Result<std::vector<float>> imageBatch(const ImageSource& images, const ImageLayout& layout,
                                      const Preprocessing& preprocessing, std::int64_t begin, std::int64_t count,
                                      const Job& job) {
  if (begin < 0 || count < 0 || begin + count > images.count() || !isPossible(layout.height, layout.width)) {
    return cannotBeMade(layout.height, layout.width);
  }
  try {
    const auto size = static_cast<std::size_t>(layout.height * layout.width * layout.channels);
    std::vector<float> batch(static_cast<std::size_t>(count) * size);
    const Batch work(images, layout, preprocessing);
    std::mutex guard;
    std::optional<std::pair<std::int64_t, Error>>
        first;  // of several images that fail, the same one on any number of threads
    const bool whole = parallelFor(job, count, 8, [&](std::int64_t from, std::int64_t to) {
      for (auto index = from; index < to; ++index) {
        auto placed = work.place(begin + index, batch.data() + static_cast<std::size_t>(index) * size);
        if (placed) continue;
        const std::lock_guard lock(guard);
        if (!first || index < first->first) first.emplace(index, std::move(placed.error()));
        return;
      }
    });
    if (first) return Failure(std::move(first->second));
    if (!whole) return Failure(cancelledError());
    return batch;
  } catch (const std::exception& problem) {  // cv::Exception, std::bad_alloc
    return fail(ErrorKind::input, Message(BW_MESSAGE("data.conversion_failed", "the images cannot be converted: %1"),
                                          {std::string(problem.what())}));
  }
}

}  // namespace bitwright
