// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/images/images.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/data/subset.h"
#include "tests/support/result_check.h"

using namespace bitwright;

namespace {

using Shape = std::vector<std::int64_t>;
using Order = ImageLayout::Order;

constexpr std::array<std::uint8_t, 12> kColours{255, 0, 0, 0, 255, 0, 10, 20, 30, 40, 50, 60};

/// Two images of two pixels: red and green, two dark ones.
DataArray colourArray() {
  DataArray array;
  array.type = ArrayType::uint8;
  array.shape = {2, 1, 2, 3};
  for (const auto value : kColours) array.bytes.push_back(static_cast<std::byte>(value));
  return array;
}
constexpr ArrayImageForm kColourForm{{1, 2, 3}, false};

}  // namespace

TEST_CASE("choosesTheLayoutOfTheModel") {
  const ImageSize grey{28, 28, 1};
  const auto is = [&grey](const Shape& shape, Order order, std::int64_t channels, std::int64_t height,
                          std::int64_t width) {
    const auto layout = imageLayout(shape, grey);
    return layout && layout->order == order && layout->channels == channels && layout->height == height &&
           layout->width == width;
  };
  REQUIRE(is({-1, 1, 28, 28}, Order::nchw, 1, 28, 28));
  REQUIRE(is({1, 3, 224, 224}, Order::nchw, 3, 224, 224));
  REQUIRE(is({1, 96, 64, 3}, Order::nhwc, 3, 96, 64));
  REQUIRE(is({1, 128, 128, 4}, Order::nhwc, 4, 128, 128));
  REQUIRE(is({-1, -1, -1, -1}, Order::nchw, 1, 28, 28));
  REQUIRE(is({-1, -1, -1, 3}, Order::nhwc, 3, 28, 28));
  REQUIRE(is({-1, 28, 28}, Order::nchw, 1, 28, 28));
  REQUIRE(is({-1, 784}, Order::nchw, 1, 28, 28));
  REQUIRE(is({-1, 2352}, Order::nchw, 3, 28, 28));
  for (const Shape& shape : {Shape{}, Shape{784}, Shape{-1, 785}, Shape{1, 7, 28, 28}, Shape{1, 1, 1, 28, 28}}) {
    const auto layout = imageLayout(shape, grey);
    REQUIRE((!layout && layout.error().kind == ErrorKind::input));
    REQUIRE(layout.error().line().find("28 x 28") != std::string::npos);
  }
}

TEST_CASE("dividesBy255InBothOrders") {
  const auto array = colourArray();
  const ArrayImages images(array, kColourForm);
  const auto nhwc = imageBatch(images, {Order::nhwc, 3, 1, 2}, {}, 0, 2);
  BW_VERIFY_RESULT(nhwc);
  for (std::size_t index = 0; index < nhwc->size(); ++index)
    REQUIRE((*nhwc)[index] == static_cast<float>(kColours[index]) / 255.0F);
  const auto nchw = imageBatch(images, {Order::nchw, 3, 1, 2}, {}, 1, 1);
  BW_VERIFY_RESULT(nchw);
  const std::array<int, 6> planes{10, 40, 20, 50, 30, 60};
  for (std::size_t index = 0; index < 6; ++index) REQUIRE((*nchw)[index] == static_cast<float>(planes[index]) / 255.0F);
}

TEST_CASE("convertsChannelsAndSizes") {
  const auto array = colourArray();
  const ArrayImages images(array, kColourForm);
  const auto grey = imageBatch(images, {Order::nchw, 1, 1, 2}, {}, 0, 1);
  BW_VERIFY_RESULT(grey);
  REQUIRE((*grey)[0] == 76.0F / 255.0F);   // 0.299 × 255, rounded
  REQUIRE((*grey)[1] == 150.0F / 255.0F);  // 0.587 × 255
  const auto alpha = imageBatch(images, {Order::nhwc, 4, 1, 2}, {}, 0, 1);
  BW_VERIFY_RESULT(alpha);
  REQUIRE((*alpha)[3] == 1.0F);
  const auto larger = imageBatch(images, {Order::nchw, 3, 4, 8}, {}, 0, 2);
  BW_VERIFY_RESULT(larger);
  REQUIRE(larger->size() == std::size_t{2 * 3 * 4 * 8});
  REQUIRE(larger->front() == 1.0F);  // a corner keeps its colour
  REQUIRE(!imageBatch(images, {Order::nchw, 3, 1, 2}, {}, 1, 2));
  REQUIRE(!imageBatch(images, {Order::nchw, 3, 100000, 2}, {}, 0, 1));
}

TEST_CASE("limitsKeepTheSharesOfClasses") {
  std::vector<std::int64_t> labels;
  for (int index = 0; index < 1000; ++index) labels.push_back(index < 700 ? 0 : index < 900 ? 1 : 2);
  const auto hundred = chooseSamples(1000, labels, 100, 5);
  REQUIRE(hundred.size() == std::size_t{100});
  REQUIRE(std::set<std::int64_t>(hundred.begin(), hundred.end()).size() == std::size_t{100});
  std::array<int, 3> counts{};
  for (const auto sample : hundred) ++counts[static_cast<std::size_t>(labels[static_cast<std::size_t>(sample)])];
  REQUIRE((std::abs(counts[0] - 70) <= 1 && std::abs(counts[1] - 20) <= 1 && std::abs(counts[2] - 10) <= 1));

  const auto fifty = chooseSamples(1000, labels, 50, 5);
  REQUIRE(std::equal(fifty.begin(), fifty.end(), hundred.begin()));
  REQUIRE(chooseSamples(1000, labels, 100, 5) == hundred);
  REQUIRE(chooseSamples(1000, labels, 100, 6) != hundred);
  REQUIRE(chooseSamples(10, {}, 4, 0).size() == std::size_t{4});
  REQUIRE(chooseSamples(10, {}, 40, 0).size() == std::size_t{10});
}
