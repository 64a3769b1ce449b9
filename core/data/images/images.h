// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/data/arrays/data_array.h"
#include "core/data/images/preprocessing.h"

namespace bitwright {

struct ImageSize {
  std::int64_t height = 0;
  std::int64_t width = 0;
  std::int64_t channels = 1;  ///< 1 grey, 3 RGB, 4 RGBA
  friend bool operator==(const ImageSize&, const ImageSize&) = default;
};

/// One image, row-major [row][column][channel]: `bytes` where it is of 8 bits, else `floats`.
struct Image {
  ImageSize size;
  std::vector<std::uint8_t> bytes;
  std::vector<float> floats;
};

/// Where images come from. Safe to load from several threads at once.
class ImageSource {
 public:
  virtual ~ImageSource() = default;
  /// Of the first; those of a folder may each have their own.
  [[nodiscard]] virtual ImageSize size() const = 0;
  [[nodiscard]] virtual bool isEightBit() const = 0;
  [[nodiscard]] virtual std::int64_t count() const = 0;
  [[nodiscard]] virtual Result<Image> load(std::int64_t index) const = 0;
  /// The file it comes from, for errors; empty where it has none of its own.
  [[nodiscard]] virtual std::string name(std::int64_t /*index*/) const { return {}; }
};

/// How the images stand in a row of an array.
struct ArrayImageForm {
  ImageSize size;
  bool channelsFirst = false;
};

/// The rows of an array, which outlives it, as images: 8-bit values as they are, all others as float32.
class ArrayImages final : public ImageSource {
 public:
  ArrayImages(const DataArray& array, const ArrayImageForm& form) : array_(array), form_(form) {}
  [[nodiscard]] ImageSize size() const override { return form_.size; }
  [[nodiscard]] bool isEightBit() const override { return array_.type == ArrayType::uint8; }
  [[nodiscard]] std::int64_t count() const override { return array_.shape[0]; }
  [[nodiscard]] Result<Image> load(std::int64_t index) const override;

 private:
  const DataArray& array_;
  ArrayImageForm form_;
};

/// What a model's input takes of an image.
struct ImageLayout {
  enum class Order { nchw, nhwc };
  Order order = Order::nchw;
  std::int64_t channels = 1;
  std::int64_t height = 0;
  std::int64_t width = 0;
  bool anySize = false;     ///< the size is that of the images: all must have it
  bool takesBytes = false;  ///< 8-bit values stay 0 … 255 where no scale is given
};

/// The layout of an input of `shape` (−1: free) for images of `size`, as contract.md says: NCHW, or NHWC where the last
/// dimension is 1, 3 or 4, or what the preprocessing says. ErrorKind::input, with both shapes, where images do not fit
/// (wrong rank, a channel count that is none of 1, 3, 4, a preprocessing that ends at another size).
[[nodiscard]] Result<ImageLayout> imageLayout(std::span<const std::int64_t> shape, const ImageSize& size,
                                              const Preprocessing& preprocessing = {});

/// Images [begin, begin + count) as float32 in `layout`, by the preprocessing; sizes are changed bilinearly
/// (cv::INTER_LINEAR).
[[nodiscard]] Result<std::vector<float>> imageBatch(const ImageSource& images, const ImageLayout& layout,
                                                    const Preprocessing& preprocessing, std::int64_t begin,
                                                    std::int64_t count, const Job& job = {});

}  // namespace bitwright
