// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <filesystem>
#include <fstream>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <set>
#include <string>

#include "core/data/data_spec.h"
#include "core/data/images/image_file.h"
#include "core/data/read_data.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;

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

}  // namespace

class ImageFolderTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void decodesWhatIsLosslessToTheByte() {
    for (const char* ending : {".png", ".bmp"}) {
      const auto grey = decoded(encoded(picture(1), ending));
      BW_VERIFY_RESULT(grey);
      QVERIFY(grey->size.height == 4 && grey->size.width == 6);
      const auto stored = picture(1);
      for (int at = 0; at < 24; ++at) {
        // BMP keeps grey as a palette: its colours are all the same then.
        const auto channels = static_cast<std::size_t>(grey->size.channels);
        QCOMPARE(grey->bytes.at(static_cast<std::size_t>(at) * channels), stored.ptr<std::uint8_t>(at / 6)[at % 6]);
      }
      const auto colour = decoded(encoded(picture(3), ending));
      BW_VERIFY_RESULT(colour);
      QVERIFY((colour->size == ImageSize{4, 6, 3}));
      const auto source = picture(3);
      const auto* first = source.ptr<std::uint8_t>(0);
      const std::vector<std::uint8_t> blueFirst(first, first + 3);
      QVERIFY(colour->bytes[0] == blueFirst[2] && colour->bytes[1] == blueFirst[1] && colour->bytes[2] == blueFirst[0]);
    }
    const auto jpeg = decoded(encoded(picture(3), ".jpg"));
    BW_VERIFY_RESULT(jpeg);
    QVERIFY((jpeg->size == ImageSize{4, 6, 3}));
    const auto alpha = decoded(encoded(picture(4), ".png"));
    BW_VERIFY_RESULT(alpha);
    QCOMPARE(alpha->size.channels, 3);
  }

  void wrongImagesAreOneLine_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("hint");
    const auto row = [](const char* name, const std::string& content, const char* hint) {
      QTest::newRow(name) << QByteArray(content.data(), static_cast<qsizetype>(content.size())) << hint;
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
  }
  void wrongImagesAreOneLine() {
    QFETCH(QByteArray, content);
    QFETCH(QString, hint);
    const auto image = decoded(content.toStdString());
    QVERIFY(!image && image.error().kind == ErrorKind::input);
    const auto line = QString::fromStdString(image.error().line());
    QVERIFY2(line.startsWith(QStringLiteral("picture: ")) && line.contains(hint) && !line.contains(QLatin1Char('\n')),
             qPrintable(line));
  }

  void classesAreTheFolders() {
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
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
    QVERIFY((data->classNames == std::vector<std::string>{"ant", "cat", "empty"}));
    QVERIFY((data->labels == std::vector<std::int64_t>{0, 1, 1}));
    QCOMPARE(data->images->name(1), (root / "cat" / "a.PNG").string());
    QCOMPARE(data->images->load(1)->bytes[0], std::uint8_t{2});
    QVERIFY2(data->notes.at(0).text().find("4 that are no") != std::string::npos, data->notes.at(0).text().c_str());
    QVERIFY((classBalance(*data) == std::vector<ClassCount>{{0, "ant", 1}, {1, "cat", 2}, {2, "empty", 0}}));

    // The hash is that of names and contents, whatever was loaded before.
    const auto hash = dataHash(*data, {});
    BW_VERIFY_RESULT(hash);
    QCOMPARE(*dataHash(*read(root), {}), *hash);
    put(root / "cat" / "b.png", encoded(picture(1, 9), ".png"));
    QVERIFY(*dataHash(*read(root), {}) != *hash);
  }

  void foldersNamedByNumbersAreTheseClasses() {
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    for (int index = 0; index < 12; ++index)
      put(root / std::to_string(index) / "a.png", encoded(picture(1, index), ".png"));
    const auto data = read(root);
    BW_VERIFY_RESULT(data);
    for (std::int64_t index = 0; index < 12; ++index) {
      QCOMPARE(data->labels[static_cast<std::size_t>(index)], index);
      QCOMPARE(data->images->load(index)->bytes[0], static_cast<std::uint8_t>(index));
    }
    QVERIFY(data->notes.at(0).text().find("are numbers and sorted as such") != std::string::npos);
  }

  void limitsKeepTheSharesOfClasses() {
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    for (int index = 0; index < 30; ++index) {
      put(root / (index < 20 ? "many" : "few") / (std::to_string(index) + ".png"), encoded(picture(1, index), ".png"));
    }
    const auto data = readData(*parseDataSpec(root.string()), SamplePart::test, 6, 4, {});
    BW_VERIFY_RESULT(data);
    QCOMPARE(std::count(data->labels.begin(), data->labels.end(), 0), 2);
    std::set<std::string> names;
    for (std::int64_t index = 0; index < 6; ++index) {
      const auto name = data->images->name(index);
      names.insert(name);
      QCOMPARE(name.find("/few/") != std::string::npos, data->labels[static_cast<std::size_t>(index)] == 0);
    }
    QCOMPARE(names.size(), std::size_t{6});
  }

  void oneBadFileOfManyIsNamed() {
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    for (int index = 0; index < 10; ++index)
      put(root / "class" / (std::to_string(index) + ".png"), encoded(picture(1), ".png"));
    put(root / "class" / "7.png", "no picture");
    const auto data = read(root);
    BW_VERIFY_RESULT(data);
    const auto layout = imageLayout(std::vector<std::int64_t>{-1, 1, 4, 6}, data->images->size());
    const auto batch = imageBatch(*data->images, *layout, {}, 0, 10);
    QVERIFY(!batch);
    QCOMPARE(batch.error().line(), (root / "class" / "7.png").string() + ": is no PNG, JPEG or BMP image");
  }

  void sizesMayDifferWhereTheModelSaysTheSize() {
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    put(root / "class" / "0.png", encoded(picture(1), ".png"));
    put(root / "class" / "1.png", encoded(cv::Mat(9, 9, CV_8UC1, cv::Scalar(5)), ".png"));
    const auto data = read(root);
    BW_VERIFY_RESULT(data);
    const auto fixed = imageLayout(std::vector<std::int64_t>{-1, 1, 8, 8}, data->images->size());
    BW_VERIFY_RESULT(imageBatch(*data->images, *fixed, {}, 0, 2));
    const auto any = imageLayout(std::vector<std::int64_t>{-1, 1, -1, -1}, data->images->size());
    const auto batch = imageBatch(*data->images, *any, {}, 0, 2);
    QVERIFY(!batch &&
            batch.error().line().find("1.png: has 9 x 9 pixels, the first image has 4 x 6") != std::string::npos);
  }

  void wrongFoldersAreOneLine() {
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    const auto line = [&] { return read(root).error().line(); };
    QVERIFY(line().find("holds no PNG, JPEG or BMP images") != std::string::npos);
    put(root / "class" / "notes.txt", "hello");
    QVERIFY(line().find("holds no PNG, JPEG or BMP images") != std::string::npos);
    put(root / "class" / "a.png", "broken");
    QVERIFY(line().find("a.png: is no PNG") != std::string::npos);
    QVERIFY(read(root / "none").error().line().find("cannot be read") != std::string::npos);
  }

 private:
  static void put(const std::filesystem::path& path, const std::string& bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }
  static Result<Dataset> read(const std::filesystem::path& folder) {
    return readData(*parseDataSpec(folder.string() + "/"), SamplePart::test, 0, 0, {});
  }
};

QTEST_GUILESS_MAIN(ImageFolderTest)
#include "image_folder_test.moc"
