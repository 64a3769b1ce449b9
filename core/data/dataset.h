// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job.h"
#include "core/base/result.h"

namespace bitwright {

/// A DATA argument of the command line (contract.md), taken apart but not yet read.
struct DataSpec {
  enum class Kind { none, sample, idx };
  Kind kind = Kind::none;
  std::string text;                          ///< as given
  std::vector<std::filesystem::path> files;  ///< idx: images, labels
};

/// ErrorKind::usage where the text is no known form of DATA.
[[nodiscard]] Result<DataSpec> parseDataSpec(std::string_view text);

/// Labelled images as they are stored: 8 bit, row-major [sample][row][column][channel].
struct ImageSet {
  std::int64_t count = 0;
  std::int64_t height = 0;
  std::int64_t width = 0;
  std::int64_t channels = 1;
  std::vector<std::uint8_t> pixels;
  std::vector<std::int64_t> labels;     ///< one a sample; empty where there are none
  std::vector<std::string> classNames;  ///< may be empty
  std::string sha256;                   ///< of the files read, hex
};

/// Which part of the bundled sample: the 2,000 test images, or the 1,000 training images for calibration and search.
enum class SamplePart { test, calibration };

/// Reads the images of a spec (Kind::none is not readable). `limit` 0: all; else the first `limit` samples after a shuffle by `seed` that keeps
/// the classes' shares where there are labels. Declared sizes are checked against the file before anything is allocated.
[[nodiscard]] Result<ImageSet> readImages(const DataSpec& spec, SamplePart part, std::int64_t limit, std::uint64_t seed, const Job& job);

/// How an image becomes a model input: 8-bit images become float ÷ 255, in the model's own layout, resized to a fixed model size
/// (bilinear, cv::INTER_LINEAR), channels converted (grey ↔ colour).
struct ImageLayout {
  enum class Order { nchw, nhwc };
  Order order = Order::nchw;
  std::int64_t channels = 1;
  std::int64_t height = 0;
  std::int64_t width = 0;
};

/// The layout of an input of `shape` (−1: free) for images of the set's size, as contract.md says: NCHW, or NHWC where the last dimension is 1,
/// 3 or 4. ErrorKind::input, with both shapes, where images do not fit (wrong rank, a channel count that is none of 1, 3, 4).
[[nodiscard]] Result<ImageLayout> imageLayout(std::span<const std::int64_t> shape, const ImageSet& images);

/// Samples [begin, begin + count) as float32 in `layout`.
[[nodiscard]] Result<std::vector<float>> imageBatch(const ImageSet& images, const ImageLayout& layout, std::int64_t begin, std::int64_t count);

}  // namespace bitwright
