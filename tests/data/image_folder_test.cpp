// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <set>
#include <string>

#include "core/data/data_spec.h"
#include "core/data/images/image_file.h"
#include "core/data/read_data.h"
#include "tests/support/result_check.h"
#include "tests/support/rows.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/text.h"

using namespace bitwright;
using namespace bitwright::test;

namespace {

/// A picture of 6 x 4 pixels whose values tell where they stand.
cv::Mat picture(int channels, int seed = 0) {
  cv::Mat image(4, 6, CV_8UC(channels));
  for (int row = 0; row < image.rows; ++row) {
    for (int at = 0; at < image.cols * channels; ++at)
      image.ptr<std::uint8_t>(row)[at] = static_cast<std::uint8_t>(7 * row + 11 * at + seed);
  }
  return image;
}

std::string encoded(const cv::Mat& image, const char* ending) {
  std::vector<std::uint8_t> bytes;
  cv::imencode(ending, image, bytes);
  return {bytes.begin(), bytes.end()};
}

Result<Image> decoded(const std::string& bytes) {
  return decodeImage(bytesOf(bytes), "picture");
}

class ImageFolderTest {
 protected:
  static void put(const std::filesystem::path& path, const std::string& bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }
  static Result<Dataset> read(const std::filesystem::path& folder) {
    return readData(*parseDataSpec(folder.string() + "/"), SamplePart::test, 0, 0, {});
  }
};

}  // namespace

TEST_CASE_FIXTURE(ImageFolderTest, "decodesWhatIsLosslessToTheByte") {
  for (const char* ending : {".png", ".bmp"}) {
    const auto grey = decoded(encoded(picture(1), ending));
    BW_VERIFY_RESULT(grey);
    REQUIRE((grey->size.height == 4 && grey->size.width == 6));
    const auto stored = picture(1);
    for (int at = 0; at < 24; ++at) {
      // BMP keeps grey as a palette: its colours are all the same then.
      const auto channels = static_cast<std::size_t>(grey->size.channels);
      REQUIRE(grey->bytes.at(static_cast<std::size_t>(at) * channels) == stored.ptr<std::uint8_t>(at / 6)[at % 6]);
    }
    const auto colour = decoded(encoded(picture(3), ending));
    BW_VERIFY_RESULT(colour);
    REQUIRE((colour->size == ImageSize{4, 6, 3}));
    const auto source = picture(3);
    const auto* first = source.ptr<std::uint8_t>(0);
    const std::vector<std::uint8_t> blueFirst(first, first + 3);
    REQUIRE((colour->bytes[0] == blueFirst[2] && colour->bytes[1] == blueFirst[1] && colour->bytes[2] == blueFirst[0]));
  }
  const auto jpeg = decoded(encoded(picture(3), ".jpg"));
  BW_VERIFY_RESULT(jpeg);
  REQUIRE((jpeg->size == ImageSize{4, 6, 3}));
  const auto alpha = decoded(encoded(picture(4), ".png"));
  BW_VERIFY_RESULT(alpha);
  REQUIRE(alpha->size.channels == 3);
}

TEST_CASE_FIXTURE(ImageFolderTest, "wrongImagesAreOneLine") {
  Rows<std::string, std::string> rows;
  const auto row = [&](const char* name, const std::string& content, const char* hint) {
    rows.add(name, content, hint);
  };
  const auto png = encoded(picture(3), ".png");
  const auto jpeg = encoded(picture(3), ".jpg");
  const auto bmp = encoded(picture(3), ".bmp");
  row("empty", "", "empty");
  row("text", "hello, I am a picture", "no PNG, JPEG or BMP");
  row("SVG", "<svg xmlns='http://www.w3.org/2000/svg'/>", "no PNG, JPEG or BMP");
  row("GIF", "GIF89a\x01\x02", "no PNG, JPEG or BMP");
  row("TIFF", encoded(picture(3), ".tiff"), "no PNG, JPEG or BMP");
  row("PNG cut", png.substr(0, png.size() / 2), "damaged or cut off");
  auto crc = png;
  crc[crc.find("IDAT") + 6] = static_cast<char>(crc[crc.find("IDAT") + 6] ^ 0x40);
  row("PNG damaged", crc, "damaged or cut off");
  const auto sized = [&png](const char* width) {
    auto other = png;
    other.replace(16, 4, std::string(width, 4));
    return other;
  };
  row("PNG 0 wide", sized("\0\0\0\0"), "4 x 0 pixels");
  row("PNG 50,000 wide", sized("\0\0\xc3\x50"), "4 x 50000 pixels");
  row("PNG negative", sized("\xff\xff\xff\xff"), "pixels");
  row("PNG header cut", png.substr(0, 20), "damaged or cut off");
  row("JPEG cut", jpeg.substr(0, jpeg.size() - 40), "damaged or cut off");
  row("JPEG header cut", jpeg.substr(0, 30), "damaged or cut off");
  row("BMP cut", bmp.substr(0, 40), "damaged or cut off");
  auto tall = bmp;
  tall.replace(22, 4, std::string("\0\0\xff\x7f", 4));
  row("BMP huge", tall, "pixels");

  rows.run([&](const std::string& content, const std::string& hint) {
    const auto image = decoded(content);
    REQUIRE((!image && image.error().kind == ErrorKind::input));
    const auto line = image.error().line();
    REQUIRE_MESSAGE((line.starts_with("picture: ") && contains(line, hint) && !contains(line, "\n")), line);
  });
}

TEST_CASE_FIXTURE(ImageFolderTest, "classesAreTheFolders") {
  const ScratchFolder folder;
  const std::filesystem::path root = folder.path().string();
  put(root / "cat" / "b.png", encoded(picture(1, 1), ".png"));
  put(root / "cat" / "a.PNG", encoded(picture(1, 2), ".png"));
  put(root / "ant" / "z.bmp", encoded(picture(1, 3), ".bmp"));
  put(root / "cat" / "notes.txt", "hello");
  put(root / "cat" / "inner" / "c.png", encoded(picture(1), ".png"));
  put(root / "loose.png", encoded(picture(1), ".png"));
  std::filesystem::create_directories(root / "empty");
  std::filesystem::create_directory_symlink(root, root / "cat" / "itself");
  const auto data = read(root);
  BW_VERIFY_RESULT(data);
  REQUIRE((data->classNames == std::vector<std::string>{"ant", "cat", "empty"}));
  REQUIRE((data->labels == std::vector<std::int64_t>{0, 1, 1}));
  REQUIRE(data->images->name(1) == (root / "cat" / "a.PNG").string());
  REQUIRE(data->images->load(1)->bytes[0] == std::uint8_t{2});
  REQUIRE_MESSAGE(data->notes.at(0).text().find("4 that are no") != std::string::npos, data->notes.at(0).text());
  REQUIRE((classBalance(*data) == std::vector<ClassCount>{{0, "ant", 1}, {1, "cat", 2}, {2, "empty", 0}}));

  // The hash is that of names and contents, whatever was loaded before.
  const auto hash = dataHash(*data, {});
  BW_VERIFY_RESULT(hash);
  REQUIRE(*dataHash(*read(root), {}) == *hash);
  put(root / "cat" / "b.png", encoded(picture(1, 9), ".png"));
  REQUIRE(*dataHash(*read(root), {}) != *hash);
}

TEST_CASE_FIXTURE(ImageFolderTest, "foldersNamedByNumbersAreTheseClasses") {
  const ScratchFolder folder;
  const std::filesystem::path root = folder.path().string();
  for (int index = 0; index < 12; ++index)
    put(root / std::to_string(index) / "a.png", encoded(picture(1, index), ".png"));
  const auto data = read(root);
  BW_VERIFY_RESULT(data);
  for (std::int64_t index = 0; index < 12; ++index) {
    REQUIRE(data->labels[static_cast<std::size_t>(index)] == index);
    REQUIRE(data->images->load(index)->bytes[0] == static_cast<std::uint8_t>(index));
  }
  REQUIRE(data->notes.at(0).text().find("are numbers and sorted as such") != std::string::npos);
}

TEST_CASE_FIXTURE(ImageFolderTest, "limitsKeepTheSharesOfClasses") {
  const ScratchFolder folder;
  const std::filesystem::path root = folder.path().string();
  for (int index = 0; index < 30; ++index) {
    put(root / (index < 20 ? "many" : "few") / (std::to_string(index) + ".png"), encoded(picture(1, index), ".png"));
  }
  const auto data = readData(*parseDataSpec(root.string()), SamplePart::test, 6, 4, {});
  BW_VERIFY_RESULT(data);
  REQUIRE(std::count(data->labels.begin(), data->labels.end(), 0) == 2);
  std::set<std::string> names;
  for (std::int64_t index = 0; index < 6; ++index) {
    const auto name = data->images->name(index);
    names.insert(name);
    REQUIRE((name.find("/few/") != std::string::npos) == (data->labels[static_cast<std::size_t>(index)] == 0));
  }
  REQUIRE(names.size() == std::size_t{6});
}

TEST_CASE_FIXTURE(ImageFolderTest, "oneBadFileOfManyIsNamed") {
  const ScratchFolder folder;
  const std::filesystem::path root = folder.path().string();
  for (int index = 0; index < 10; ++index)
    put(root / "class" / (std::to_string(index) + ".png"), encoded(picture(1), ".png"));
  put(root / "class" / "7.png", "no picture");
  const auto data = read(root);
  BW_VERIFY_RESULT(data);
  const auto layout = imageLayout(std::vector<std::int64_t>{-1, 1, 4, 6}, data->images->size());
  const auto batch = imageBatch(*data->images, *layout, {}, 0, 10);
  REQUIRE(!batch);
  REQUIRE(batch.error().line() == (root / "class" / "7.png").string() + ": is no PNG, JPEG or BMP image");
}

TEST_CASE_FIXTURE(ImageFolderTest, "sizesMayDifferWhereTheModelSaysTheSize") {
  const ScratchFolder folder;
  const std::filesystem::path root = folder.path().string();
  put(root / "class" / "0.png", encoded(picture(1), ".png"));
  put(root / "class" / "1.png", encoded(cv::Mat(9, 9, CV_8UC1, cv::Scalar(5)), ".png"));
  const auto data = read(root);
  BW_VERIFY_RESULT(data);
  const auto fixed = imageLayout(std::vector<std::int64_t>{-1, 1, 8, 8}, data->images->size());
  BW_VERIFY_RESULT(imageBatch(*data->images, *fixed, {}, 0, 2));
  const auto any = imageLayout(std::vector<std::int64_t>{-1, 1, -1, -1}, data->images->size());
  const auto batch = imageBatch(*data->images, *any, {}, 0, 2);
  REQUIRE(
      (!batch && batch.error().line().find("1.png: has 9 x 9 pixels, the first image has 4 x 6") != std::string::npos));
}

TEST_CASE_FIXTURE(ImageFolderTest, "wrongFoldersAreOneLine") {
  const ScratchFolder folder;
  const std::filesystem::path root = folder.path().string();
  const auto line = [&] { return read(root).error().line(); };
  REQUIRE(line().find("holds no PNG, JPEG or BMP images") != std::string::npos);
  put(root / "class" / "notes.txt", "hello");
  REQUIRE(line().find("holds no PNG, JPEG or BMP images") != std::string::npos);
  put(root / "class" / "a.png", "broken");
  REQUIRE(line().find("a.png: is no PNG") != std::string::npos);
  REQUIRE(read(root / "none").error().line().find("cannot be read") != std::string::npos);
}
