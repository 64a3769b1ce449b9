// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/data/arrays/idx.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <filesystem>
#include <fstream>
#include <string>

#include "core/data/data_spec.h"
#include "core/data/read_data.h"
#include "tests/support/made_data.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;
using namespace bitwright::test;

class IdxTest : public QObject {
  Q_OBJECT

 private slots:
  void readsPlainAndGzipped() {
    const auto bytes = idxBytes({2, 2, 3}, "abcdefghijkl");
    for (const auto& content : {bytes, gzipped(bytes)}) {
      const auto array = readIdx(bytesOf(content), "f");
      BW_VERIFY_RESULT(array);
      QVERIFY((array->shape == std::vector<std::int64_t>{2, 2, 3}));
      QCOMPARE(std::string(textOf(array->bytes)), std::string("abcdefghijkl"));
    }
  }

  void readsEveryType_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("values");
    QTest::addColumn<double>("second");
    const auto row = [](int type, const std::string& values, double second) {
      QTest::newRow(std::to_string(type).c_str())
          << type << QByteArray(values.data(), static_cast<qsizetype>(values.size())) << second;
    };
    row(0x08, "\x01\xfe", 254.0);
    row(0x09, "\x01\xfe", -2.0);
    row(0x0b, std::string("\0\1\xff\xfe", 4), -2.0);
    row(0x0c, std::string("\0\0\0\1\xff\xff\xff\xfe", 8), -2.0);
    row(0x0d, std::string("\x3f\x80\0\0\xc0\x20\0\0", 8), -2.5);
    row(0x0e, std::string("\x3f\xf0\0\0\0\0\0\0\xbf\xe0\0\0\0\0\0\0", 16), -0.5);
  }
  void readsEveryType() {
    QFETCH(int, type);
    QFETCH(QByteArray, values);
    QFETCH(double, second);
    const auto bytes = idxBytes({2}, values.toStdString(), static_cast<char>(type));
    for (const auto& content : {bytes, gzipped(bytes)}) {
      const auto array = readIdx(bytesOf(content), "f");
      BW_VERIFY_RESULT(array);
      QCOMPARE(array->at(0), 1.0);
      QCOMPARE(array->at(1), second);
    }
  }

  /// RFC 1952: members one behind the other are one file, as `cat a.gz b.gz` and bgzip make them; zeros may fill up the
  /// last block.
  void readsMembersOneBehindTheOther() {
    const auto bytes = idxBytes({2, 2, 3}, "abcdefghijkl");
    std::string pieces;
    for (const char each : bytes) pieces += gzipped(std::string(1, each));
    const auto halves = gzipped(bytes.substr(0, 19)) + gzipped(bytes.substr(19));
    for (const auto& content : {halves, gzipped("") + halves + gzipped(""), halves + std::string(512, '\0'), pieces}) {
      const auto array = readIdx(bytesOf(content), "f");
      BW_VERIFY_RESULT(array);
      QCOMPARE(std::string(textOf(array->bytes)), std::string("abcdefghijkl"));
    }
  }

  void refusesInOneLine_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("hint");
    const auto row = [](const char* name, const std::string& content, const char* hint) {
      QTest::newRow(name) << QByteArray(content.data(), static_cast<qsizetype>(content.size())) << hint;
    };
    row("empty", "", "empty");
    row("text", "hello world", "not an IDX file");
    row("byte order", std::string("\x03\x08\x00\x00", 4) + std::string(12, '\1'), "not an IDX file");
    row("magic cut", std::string("\0\0", 2), "cut off");
    row("header cut", idxBytes({5, 28, 28}, "").substr(0, 9), "cut off");
    row("floats cut", idxBytes({2}, "abcdefg", 0x0d), "declares 2 values but holds only 1");
    row("floats, too many", idxBytes({1073741825}, "abcd", 0x0d), "limit of 1073741824");
    row("not a number", idxBytes({2}, std::string("\x3f\x80\0\0\x7f\xc0\0\0", 8), 0x0d), "not a number, element 1");
    row("unknown type", idxBytes({2}, "ab", 0x0a), "not an IDX file");
    row("rank 0", idxBytes({}, ""), "0 dimensions");
    row("rank 255", std::string("\0\0\x08\xff", 4) + std::string(64, '\1'), "255 dimensions");
    row("values cut", idxBytes({2, 3}, "abcde"), "declares 2 x 3 values but holds only 5");
    row("values cut, gzipped", gzipped(idxBytes({2, 3}, "abcde")), "declares 2 x 3 values but holds only 5");
    row("too long", idxBytes({2}, "abc"), "more than the 2 values");
    row("too long, gzipped", gzipped(idxBytes({2}, "abc")), "more than the 2 values");
    row("count lie", idxBytes({60000, 28, 28}, "abc"), "more than a file of");
    row("product wraps", idxBytes({0x80000000U, 0x80000000U, 4}, "abcd"), "limit");
    row("product of four wraps", idxBytes({0x10000U, 0x10000U, 0x10000U, 0x10000U}, ""), "limit");
    const auto sound = gzipped(idxBytes({4000}, std::string(4000, 'x')));
    row("gzip cut", sound.substr(0, sound.size() / 2), "gzip stream is damaged");
    auto checksum = sound;
    checksum[checksum.size() - 6] = static_cast<char>(checksum[checksum.size() - 6] ^ 0x55);
    row("gzip checksum", checksum, "gzip stream is damaged");
    row("gzip, bytes behind", sound + "rest", "other bytes behind its end");
    row("gzip, cut member behind", sound + sound.substr(0, 12), "gzip stream is damaged");
    row("gzip, second member too long", gzipped(idxBytes({4}, "abcd")) + gzipped("e"), "more than the 4 values");
    row("bomb", gzipped(idxBytes({4}, std::string(8 << 20, '\0'))), "more than the 4 values");
    row("claims much", gzipped(idxBytes({1000000}, std::string(2000, '\0'))), "more than a file of");
  }

  void refusesInOneLine() {
    QFETCH(QByteArray, content);
    QFETCH(QString, hint);
    const auto array = readIdx(bytesOf({content.data(), static_cast<std::size_t>(content.size())}), "my-idx");
    QVERIFY(!array);
    QCOMPARE(array.error().kind, ErrorKind::input);
    const auto line = QString::fromStdString(array.error().line());
    QVERIFY2(line.contains(hint) && line.startsWith("my-idx: ") && !line.contains('\n'), qPrintable(line));
  }

  void checksImagesAgainstLabels() {
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    const auto put = [&root](const char* name, const std::string& bytes) {
      std::ofstream(root / name, std::ios::binary) << bytes;
      return (root / name).string();
    };
    const auto images = put("images", idxBytes({3, 1, 2}, "abcdef"));
    const auto labels = put("labels", idxBytes({3}, std::string("\0\1\2", 3)));
    const auto two = put("two", gzipped(idxBytes({2}, std::string("\0\1", 2))));
    const auto none = put("none", idxBytes({0, 1, 2}, ""));
    const auto noLabels = put("no-labels", idxBytes({0}, ""));
    const auto one = put("one", idxBytes({1}, "a"));
    const auto fiveChannels = put("five", idxBytes({1, 1, 1, 5}, "abcde"));

    const auto read = [](const std::string& first, const std::string& second) {
      const auto spec = parseDataSpec(first + "," + second);
      return readData(*spec, SamplePart::test, 0, 0, {});
    };
    const auto set = read(images, labels);
    BW_VERIFY_RESULT(set);
    QCOMPARE(set->count, 3);
    QVERIFY((set->arrays.at(0).shape == std::vector<std::int64_t>{3, 1, 2}));
    QVERIFY((set->labels == std::vector<std::int64_t>{0, 1, 2}));
    QCOMPARE(set->sha256.size(), std::size_t{64});

    const auto alone = readData(*parseDataSpec(put("a.idx", idxBytes({3, 2}, "abcdef"))), SamplePart::test, 0, 0, {});
    BW_VERIFY_RESULT(alone);
    QVERIFY(alone->count == 3 && alone->labels.empty() && alone->sha256.size() == 64);
    const auto hot = read(images, put("hot", idxBytes({3, 2}, std::string("\0\1\1\0\0\1", 6))));
    BW_VERIFY_RESULT(hot);
    QVERIFY((hot->labels == std::vector<std::int64_t>{1, 0, 1}));
    const auto wide = read(images, put("wide", idxBytes({3}, std::string("\0\0\0\0\0\0\1\1\0\0\0\2", 12), 0x0c)));
    BW_VERIFY_RESULT(wide);
    QVERIFY((wide->labels == std::vector<std::int64_t>{0, 257, 2}));

    const auto refused = [&](const std::string& first, const std::string& second, const char* hint) {
      const auto result = read(first, second);
      if (result) return false;
      const auto line = result.error().line();
      return result.error().kind != ErrorKind::usage && line.find(hint) != std::string::npos &&
             line.find('\n') == std::string::npos;
    };
    QVERIFY(refused(labels, images, "name the images first"));
    QVERIFY(refused(images, images, "holds no labels"));
    QVERIFY(refused(images, two, "holds 2 labels for 3 samples"));
    QVERIFY(refused(none, noLabels, "holds no images"));
    QVERIFY(refused(fiveChannels, one, "5 channels"));
    QVERIFY(refused((root / "missing").string(), labels, "cannot be read"));
    QVERIFY(refused(root.string(), labels, "not a regular file"));
  }

  void knowsTheFormsOfData() {
    QVERIFY(parseDataSpec("")->kind->word() == "none");
    QVERIFY(parseDataSpec("sample")->kind->word() == "sample");
    QVERIFY(parseDataSpec("a-idx.gz,b-idx")->files.size() == 2);
    QVERIFY(parseDataSpec("photos/")->kind->word() == "images");
    QVERIFY(parseDataSpec("x.npz")->kind->word() == "numpy");
    QVERIFY(parseDataSpec("x.CSV")->kind->word() == "csv");
    QVERIFY(parseDataSpec("x.tsv")->kind->word() == "csv");
    for (const char* text : {"t10k-images-idx3-ubyte", "a/train.IDX.gz", "images.idx3-ubyte"}) {
      QVERIFY(parseDataSpec(text)->kind->word() == "idx" && parseDataSpec(text)->files.size() == 1);
    }
    QVERIFY(parseDataSpec("x.npy")->kind->word() == "numpy");
    QVERIFY(parseDataSpec("x.npy,y.npy")->kind->word() == "numpy" && parseDataSpec("x.npy,y.npy")->files.size() == 2);
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    QVERIFY(parseDataSpec(root.string())->kind->word() == "images");
    std::filesystem::create_directories(root / "test_data_set_0");
    QVERIFY(parseDataSpec(root.string())->kind->word() == "onnx");
    std::ofstream(root / "test_data_set_0" / "input_0.pb") << "x";
    QVERIFY(parseDataSpec((root / "test_data_set_0").string())->kind->word() == "onnx");
    // A comma in a name is no mistake where the file is there.
    std::ofstream(root / "a,b.csv") << "1,2\n";
    QVERIFY(parseDataSpec((root / "a,b.csv").string())->kind->word() == "csv");
    for (const char* text : {"photos", "x.txt", "a,", ",b"}) {
      const auto spec = parseDataSpec(text);
      QVERIFY(!spec && spec.error().kind == ErrorKind::usage);
      QVERIFY(spec.error().line().find("is no form of DATA") != std::string::npos);
    }
  }

  void readsBothPartsOfTheSample() {
    const auto test = readData(*parseDataSpec("sample"), SamplePart::test, 0, 0, {});
    BW_VERIFY_RESULT(test);
    QCOMPARE(test->count, 2000);
    QCOMPARE(test->classNames.size(), std::size_t{10});
    QCOMPARE(test->labels.size(), std::size_t{2000});
    const auto calibration = readData(*parseDataSpec("sample"), SamplePart::calibration, 100, 3, {});
    BW_VERIFY_RESULT(calibration);
    QCOMPARE(calibration->count, 100);
    QVERIFY(calibration->sha256 != test->sha256);
  }
};

QTEST_GUILESS_MAIN(IdxTest)
#include "idx_test.moc"
