// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <optional>

#include "core/data/images/images.h"

namespace bitwright {

namespace {

bool isChannelCount(std::int64_t size) {
  return size == 1 || size == 3 || size == 4;
}

std::int64_t orElse(std::int64_t size, std::int64_t otherwise) {
  return size > 0 ? size : otherwise;
}

/// A row of values is an image where its length is that of the images, in colour or in grey.
std::optional<ImageLayout> flatLayout(std::int64_t length, const ImageSize& size) {
  const auto area = size.height * size.width;
  ImageLayout layout{ImageLayout::Order::nchw, size.channels, size.height, size.width};
  if (length < 0 || length == area * size.channels) return layout;
  if (length == area)
    layout.channels = 1;
  else if (length == area * 3)
    layout.channels = 3;
  else
    return std::nullopt;
  return layout;
}

std::optional<ImageLayout> layoutFor(std::span<const std::int64_t> shape, const ImageSize& size,
                                     Preprocessing::Layout wanted) {
  switch (shape.size()) {
    case 4: {
      ImageLayout layout;
      const bool last =
          wanted == Preprocessing::Layout::model ? isChannelCount(shape[3]) : wanted == Preprocessing::Layout::nhwc;
      layout.order = last ? ImageLayout::Order::nhwc : ImageLayout::Order::nchw;
      layout.channels = orElse(last ? shape[3] : shape[1], size.channels);
      layout.height = orElse(last ? shape[1] : shape[2], size.height);
      layout.width = orElse(last ? shape[2] : shape[3], size.width);
      layout.anySize = shape[last ? 1 : 2] <= 0 || shape[last ? 2 : 3] <= 0;
      if (!isChannelCount(layout.channels)) return std::nullopt;
      return layout;
    }
    case 3:
      return ImageLayout{ImageLayout::Order::nchw, 1, orElse(shape[1], size.height), orElse(shape[2], size.width)};
    case 2:
      return flatLayout(shape[1], size);
    default:
      return std::nullopt;
  }
}

/// What the preprocessing asks of the channels must be what the input has.
Result<void> checkChannels(const ImageLayout& layout, const Preprocessing& preprocessing) {
  const bool colour =
      preprocessing.channels == Preprocessing::Channels::rgb || preprocessing.channels == Preprocessing::Channels::bgr;
  if (colour && layout.channels == 1) {
    return fail(ErrorKind::input,
                BW_MESSAGE("preprocess.no_colour", "the preprocessing asks for colour, but the input has one channel"));
  }
  for (const auto* values : {&preprocessing.mean, &preprocessing.deviation}) {
    if (values->size() <= 1 || static_cast<std::int64_t>(values->size()) == layout.channels) continue;
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("preprocess.other_channels",
                                   "the preprocessing has mean or std for %1 channels, the input has %2"),
                        {static_cast<std::int64_t>(values->size()), layout.channels}));
  }
  return {};
}

}  // namespace

Result<ImageLayout> imageLayout(std::span<const std::int64_t> shape, const ImageSize& size,
                                const Preprocessing& preprocessing) {
  // Where the preprocessing says how large images become, that takes the place of the size they are stored in.
  ImageSize produced = size;
  if (preprocessing.resize) {
    produced.width = preprocessing.resize->width;
    produced.height = preprocessing.resize->height;
  }
  if (preprocessing.crop) {
    produced.width = preprocessing.crop->width;
    produced.height = preprocessing.crop->height;
  }
  if (preprocessing.channels == Preprocessing::Channels::grey) produced.channels = 1;
  auto layout = layoutFor(shape, produced, preprocessing.layout);
  if (!layout) {
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("data.images_do_not_fit",
                                   "images of %1 x %2 pixels with %3 channel(s) do not fit an input of shape %4"),
                        {produced.height, produced.width, produced.channels, shapeText(shape)}));
  }
  const bool sized = preprocessing.resize || preprocessing.crop;
  if (sized && (layout->height != produced.height || layout->width != produced.width)) {
    return fail(ErrorKind::input,
                Message(BW_MESSAGE("preprocess.other_size",
                                   "the preprocessing ends at images of %1 x %2 pixels, the input takes %3 x %4"),
                        {produced.height, produced.width, layout->height, layout->width}),
                {}, {},
                BW_MESSAGE("preprocess.leave_size_out",
                           "change resize or crop, or leave them out: images are then stretched to the input's size"));
  }
  layout->anySize = layout->anySize && !sized;
  if (auto checked = checkChannels(*layout, preprocessing); !checked) return passOn(checked);
  return *layout;
}

}  // namespace bitwright
