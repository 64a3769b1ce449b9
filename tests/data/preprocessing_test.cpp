// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "core/data/dataset.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/text.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

using Order = ImageLayout::Order;

DataArray bytesArray(const std::vector<std::int64_t>& shape, const std::vector<int>& values) {
  DataArray array;
  array.type = ArrayType::uint8;
  array.shape = shape;
  for (const int value : values) array.bytes.push_back(static_cast<std::byte>(value));
  return array;
}

std::vector<float> prepared(const DataArray& array, const ArrayImageForm& form, const std::vector<std::int64_t>& input,
                            const char* json) {
  const auto preprocessing = preprocessingFromJson(json);
  if (!preprocessing) return {};
  const ArrayImages images(array, form);
  const auto layout = imageLayout(input, images.size(), *preprocessing);
  if (!layout) return {};
  const auto values = imageBatch(images, *layout, *preprocessing, 0, images.count());
  return values ? *values : std::vector<float>{};
}

/// A preprocessing that does nothing but `key`.
std::string sized(const std::string& key, int width, int height, const std::string& mode = {}) {
  const auto size = "\"width\": " + std::to_string(width) + ", \"height\": " + std::to_string(height);
  const auto end = mode.empty() ? std::string() : ", \"mode\": \"" + mode + "\"";
  return "{\"scale\": 1, \"layout\": \"NCHW\", \"" + key + "\": {" + size + end + "}}";
}

}  // namespace

TEST_CASE("goesToJsonAndBack") {
  Preprocessing full;
  full.resize = Preprocessing::Resize{224, 192, Preprocessing::Fit::cover};
  full.crop = Preprocessing::Crop{200, 180};
  full.scale = 1.0 / 255.0;
  full.mean = {0.485, 0.456, 0.406};
  full.deviation = {0.229};
  full.layout = Preprocessing::Layout::nhwc;
  full.channels = Preprocessing::Channels::bgr;
  for (const auto& each : {full, Preprocessing{}}) {
    const auto back = preprocessingFromJson(preprocessingToJson(each));
    BW_VERIFY_RESULT(back);
    REQUIRE(*back == each);
  }
  const auto single = preprocessingFromJson(R"({"mean": 0.5, "std": [0.25], "channels": "gray"})");
  BW_VERIFY_RESULT(single);
  REQUIRE((single->mean == std::vector<double>{0.5} && single->channels == Preprocessing::Channels::grey));
}

TEST_CASE("wrongFilesAreOneLine") {
  Rows<std::string, std::string> rows;
  const auto row = [&](const char* name, const char* json, const char* hint) { rows.add(name, json, hint); };
  row("no JSON", "{", "is not JSON");
  row("list", "[]", "no JSON object");
  row("near key", R"({"means": 1})", "unknown key means; did you mean mean?");
  row("far key", R"({"augmentation": 1})", "unknown key augmentation; use resize, crop");
  row("inner key", R"({"resize": {"width": 2, "heigth": 2}})", "resize.heigth; did you mean height or width?");
  row("no height", R"({"resize": {"width": 2}})", "whole number from 1 to 32767 [resize.height]");
  row("zero side", R"({"crop": {"width": 0, "height": 2}})", "[crop.width]");
  row("size as a number", R"({"resize": 224})", "no object with width and height [resize]");
  row("mode", R"({"resize": {"width": 2, "height": 2, "mode": "fill"}})",
      "not one of stretch, fit, cover [resize.mode]");
  row("text for a number", R"({"scale": "1/255"})", "is no number [scale]");
  row("zero std", R"({"std": [1, 0, 1]})", "is 0");
  row("five means", R"({"mean": [1, 2, 3, 4, 5]})", "[mean]");
  row("infinite", R"({"scale": 1e999})", "JSON");
  row("layout", R"({"layout": "NCWH"})", "not one of auto, NCHW, NHWC [layout]");
  row("crop beyond resize", R"({"resize": {"width": 4, "height": 4}, "crop": {"width": 5, "height": 4}})",
      "larger than what resize leaves");

  rows.run([&](const std::string& json, const std::string& hint) {
    const auto read = preprocessingFromJson(json);
    REQUIRE((!read && read.error().kind == ErrorKind::input));
    const auto line = read.error().line();
    REQUIRE_MESSAGE((contains(line, hint) && !contains(line, "\n")), line);
  });
}

/// 8-bit values divided by 255 are the same floats whether that is left unsaid or written as a scale.
TEST_CASE("theUsualScaleIsTheDefault") {
  std::vector<int> all(256);
  for (int value = 0; value < 256; ++value) all[static_cast<std::size_t>(value)] = value;
  const auto array = bytesArray({1, 16, 16}, all);
  const auto usual = prepared(array, {{16, 16, 1}, false}, {1, 1, 16, 16}, "{}");
  const auto said = prepared(array, {{16, 16, 1}, false}, {1, 1, 16, 16}, R"({"scale": 0.00392156862745098})");
  REQUIRE(usual.size() == std::size_t{256});
  for (std::size_t value = 0; value < 256; ++value) {
    REQUIRE(usual[value] == static_cast<float>(value) / 255.0F);
    REQUIRE(said[value] == usual[value]);
  }
}

TEST_CASE("valuesAreScaledShiftedAndDivided") {
  const auto array = bytesArray({1, 1, 2, 3}, {10, 20, 30, 40, 50, 60});
  const auto values =
      prepared(array, {{1, 2, 3}, false}, {-1, 3, 1, 2}, R"({"scale": 0.1, "mean": [1, 2, 3], "std": [2, 4, 8]})");
  REQUIRE((values == std::vector<float>{0.0F, 1.5F, 0.0F, 0.75F, 0.0F, 0.375F}));
  const auto bgr = prepared(array, {{1, 2, 3}, false}, {-1, 1, 2, 3}, R"({"scale": 1, "channels": "BGR"})");
  REQUIRE((bgr == std::vector<float>{30, 20, 10, 60, 50, 40}));
  const auto grey = prepared(bytesArray({1, 1, 1, 3}, {255, 0, 0}), {{1, 1, 3}, false}, {-1, 3, 1, 1},
                             R"({"scale": 1, "channels": "gray"})");
  REQUIRE((grey == std::vector<float>{76, 76, 76}));
  const auto nhwc = prepared(array, {{1, 2, 3}, false}, {-1, -1, -1, -1}, R"({"scale": 1, "layout": "NHWC"})");
  REQUIRE((nhwc == std::vector<float>{10, 20, 30, 40, 50, 60}));
}

TEST_CASE("channelsFirstAndLastAreTheSameImage") {
  const auto last = bytesArray({1, 1, 2, 3}, {10, 20, 30, 40, 50, 60});
  const auto first = bytesArray({1, 3, 1, 2}, {10, 40, 20, 50, 30, 60});
  REQUIRE(prepared(last, {{1, 2, 3}, false}, {1, 3, 1, 2}, "{}") ==
          prepared(first, {{1, 2, 3}, true}, {1, 3, 1, 2}, "{}"));
}

TEST_CASE("sizesFollowTheMode") {
  // Two rows of four: left half dark, right half bright.
  const auto array = bytesArray({1, 2, 4}, {0, 0, 200, 200, 0, 0, 200, 200});
  const ArrayImageForm form{{2, 4, 1}, false};
  const auto inMode = [&](const char* mode) {
    return prepared(
        array, form, {1, 1, 4, 4},
        (std::string(R"({"scale": 1, "layout": "NCHW", "resize": {"width": 4, "height": 4, "mode": ")") + mode + "\"}}")
            .c_str());
  };
  const std::vector<float> row{0, 0, 200, 200};
  const auto stretched = inMode("stretch");
  for (std::size_t at = 0; at < 16; ++at) REQUIRE(stretched.at(at) == row[at % 4]);
  const auto fitted = inMode("fit");  // a black bar above and below
  for (std::size_t at = 0; at < 16; ++at) REQUIRE(fitted.at(at) == (at / 4 == 1 || at / 4 == 2 ? row[at % 4] : 0.0F));
  const auto covered = inMode("cover");  // twice as large, the middle of it
  REQUIRE(covered.size() == std::size_t{16});
  REQUIRE((covered[0] == 0.0F && covered[3] == 200.0F && covered[1] < covered[2]));
  const auto cropped = prepared(array, form, {1, 1, 2, 2}, R"({"scale": 1, "crop": {"width": 2, "height": 2}})");
  REQUIRE((cropped == std::vector<float>{0, 200, 0, 200}));
}

/// An image one pixel too large, or too small, on one side or both, in every mode.
TEST_CASE("oddDifferencesAreHalvedEverywhere") {
  for (const int height : {3, 4, 5, 6, 7}) {
    for (const int width : {3, 4, 5, 6, 7}) {
      const auto array = bytesArray({1, height, width}, std::vector<int>(static_cast<std::size_t>(height * width), 9));
      const ArrayImageForm form{{height, width, 1}, false};
      for (const char* mode : {"stretch", "fit", "cover"}) {
        for (const int side : {3, 4, 5}) {
          const auto values = prepared(array, form, {1, 1, side, 4}, sized("resize", 4, side, mode).c_str());
          REQUIRE(values.size() == static_cast<std::size_t>(side * 4));
          const auto bright = std::count(values.begin(), values.end(), 9.0F);
          REQUIRE(bright + std::count(values.begin(), values.end(), 0.0F) == side * 4);
          REQUIRE((std::string(mode) == "fit" ? bright >= 3
                                              : bright == side * 4));  // black stands around what was fitted only
          if (width < 4 || height < side) continue;
          const auto cropped = prepared(array, form, {1, 1, side, 4}, sized("crop", 4, side).c_str());
          REQUIRE(cropped == std::vector<float>(static_cast<std::size_t>(side * 4), 9.0F));
        }
      }
    }
  }
}

TEST_CASE("theMiddleOfAnOddDifferenceIsTheSamePixelAsOfAnEvenOne") {
  const auto array = bytesArray({1, 1, 5}, {1, 2, 3, 4, 5});
  const auto cropped = [&array](int width) {
    return prepared(array, {{1, 5, 1}, false}, {1, 1, 1, width}, sized("crop", width, 1).c_str());
  };
  REQUIRE(cropped(4) == (std::vector<float>{1, 2, 3, 4}));
  REQUIRE(cropped(3) == (std::vector<float>{2, 3, 4}));
  REQUIRE(cropped(2) == (std::vector<float>{2, 3}));
  // A crop of one side alone reaches for nothing beside it: the border of `fit` is black, not the rest of the image.
  const auto fitted = prepared(bytesArray({1, 2, 2}, {9, 9, 9, 9}), {{2, 2, 1}, false}, {1, 1, 2, 3},
                               sized("resize", 3, 2, "fit").c_str());
  REQUIRE(fitted == (std::vector<float>{9, 9, 0, 9, 9, 0}));
}

TEST_CASE("anImageTooNarrowToCoverIsRefused") {
  const auto array = bytesArray({1, 1, 400}, std::vector<int>(400, 1));
  const ArrayImages images(array, {{1, 400, 1}, false});
  const auto cover = *preprocessingFromJson(sized("resize", 224, 224, "cover"));
  const auto batch =
      imageBatch(images, *imageLayout(std::vector<std::int64_t>{1, 1, 224, 224}, images.size(), cover), cover, 0, 1);
  REQUIRE(
      (!batch && batch.error().line().find("1 x 400 pixels is too narrow to cover 224 x 224") != std::string::npos));
}

TEST_CASE("whatCannotBeIsRefused") {
  const ImageSize colour{8, 8, 3};
  const auto refused = [&](const std::vector<std::int64_t>& shape, const ImageSize& size, const char* json,
                           const char* hint) {
    const auto layout = imageLayout(shape, size, *preprocessingFromJson(json));
    return !layout && layout.error().line().find(hint) != std::string::npos;
  };
  REQUIRE(refused({1, 3, 8, 8}, colour, R"({"resize": {"width": 9, "height": 8}})",
                  "ends at images of 8 x 9 pixels, the input takes 8 x 8"));
  REQUIRE(refused({1, 1, 8, 8}, colour, R"({"channels": "RGB"})", "one channel"));
  REQUIRE(refused({1, 1, 8, 8}, colour, R"({"mean": [1, 2, 3]})", "for 3 channels, the input has 1"));
  REQUIRE(refused({1, 8, 8, 3}, colour, R"({"layout": "NCHW"})", "do not fit"));
  const auto array = bytesArray({1, 2, 2}, {1, 2, 3, 4});
  const ArrayImages images(array, {{2, 2, 1}, false});
  const auto large = *preprocessingFromJson(R"({"layout": "NCHW", "crop": {"width": 3, "height": 3}})");
  const auto batch =
      imageBatch(images, *imageLayout(std::vector<std::int64_t>{1, 1, 3, 3}, images.size(), large), large, 0, 1);
  REQUIRE((!batch && batch.error().line().find("no middle of 3 x 3") != std::string::npos));
}

TEST_CASE("theHashHoldsThePreprocessing") {
  Dataset data;
  data.sha256 = "files";
  REQUIRE(*dataHash(data, {}) == "files");
  data.preprocessing.scale = 1.0;
  const auto scaled = *dataHash(data, {});
  data.preprocessing.scale = 2.0;
  REQUIRE((scaled.size() == 64 && scaled != *dataHash(data, {})));
}
