// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace bitwright {

/// How images become what a model takes: the one definition for calibration, evaluation and the view of samples. In
/// this order: channels, resize, crop, then (value · scale − mean) ÷ std in each channel, then the layout. What is not
/// given follows the data and the model: 8-bit values are divided by 255 (unless the model takes bytes), an image is
/// stretched to the model's size, channels are converted to the model's.
struct Preprocessing {
  enum class Fit { stretch, fit, cover };
  enum class Layout { model, nchw, nhwc };
  enum class Channels { model, rgb, bgr, grey };

  struct Resize {
    std::int64_t width = 0;
    std::int64_t height = 0;
    Fit mode = Fit::stretch;  ///< fit: whole image, its proportions kept, black around it; cover: the middle of it,
                              ///< proportions kept
    friend bool operator==(const Resize&, const Resize&) = default;
  };
  struct Crop {  ///< of the middle
    std::int64_t width = 0;
    std::int64_t height = 0;
    friend bool operator==(const Crop&, const Crop&) = default;
  };

  std::optional<Resize> resize{};
  std::optional<Crop> crop{};
  std::optional<double> scale{};
  std::vector<double> mean{};       ///< empty: 0; one for all channels, or one a channel
  std::vector<double> deviation{};  ///< JSON: std; empty: 1; not 0
  Layout layout = Layout::model;
  Channels channels = Channels::model;

  friend bool operator==(const Preprocessing&, const Preprocessing&) = default;
};

/// An image's side, in data or wanted: what is larger is refused (OpenCV counts in int, and no image a network takes
/// comes near).
inline constexpr std::int64_t kLongestSide = 32767;

/// JSON (UTF-8, two-space indent, final newline): an object of `resize{width,height,mode}` (stretch, fit or cover),
/// `crop{width,height}`, `scale`, `mean`, `std` (a number, or a list of one or one a channel), `layout` (NCHW, NHWC or
/// auto) and `channels` (RGB, BGR, gray or auto), all of them optional.
[[nodiscard]] std::string preprocessingToJson(const Preprocessing& preprocessing);
/// ErrorKind::input, naming the key, where a key is unknown (with the nearest) or a value is not as above.
[[nodiscard]] Result<Preprocessing> preprocessingFromJson(std::string_view json);
[[nodiscard]] Result<Preprocessing> readPreprocessing(const std::filesystem::path& path);
[[nodiscard]] Result<void> writePreprocessing(const Preprocessing& preprocessing, const std::filesystem::path& path);

}  // namespace bitwright
