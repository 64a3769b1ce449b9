// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>
#include <string>

#include "core/data/dataset.h"
#include "core/data/idx.h"
#include "tests/support/result_check.h"

using namespace bitwright;

namespace {

std::string idx(const std::vector<std::uint32_t>& shape, const std::string& values, char type = 8) {
  std::string bytes{'\0', '\0', type, static_cast<char>(shape.size())};
  for (const auto size : shape) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((size >> static_cast<unsigned>(shift)) & 0xffU);
  }
  return bytes + values;
}

std::string gzip(const std::string& bytes) {
  std::string target(compressBound(static_cast<uLong>(bytes.size())) + 64, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(target.data());
  stream.avail_out = static_cast<uInt>(target.size());
  deflate(&stream, Z_FINISH);
  target.resize(stream.total_out);
  deflateEnd(&stream);
  return target;
}

}  // namespace

class IdxTest : public QObject {
  Q_OBJECT

 private slots:
  void readsPlainAndGzipped() {
    const auto bytes = idx({2, 2, 3}, "abcdefghijkl");
    for (const auto& content : {bytes, gzip(bytes)}) {
      const auto array = readIdx(bytesOf(content), "f");
      BW_VERIFY_RESULT(array);
      QVERIFY((array->shape == std::vector<std::int64_t>{2, 2, 3}));
      QCOMPARE(std::string(array->values.begin(), array->values.end()), std::string("abcdefghijkl"));
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
    row("header cut", idx({5, 28, 28}, "").substr(0, 9), "cut off");
    row("floats", idx({2}, "abcdefgh", 0x0d), "float");
    row("unknown type", idx({2}, "ab", 0x0a), "not an IDX file");
    row("rank 0", idx({}, ""), "0 dimensions");
    row("rank 255", std::string("\0\0\x08\xff", 4) + std::string(64, '\1'), "255 dimensions");
    row("values cut", idx({2, 3}, "abcde"), "declares 2 x 3 values but holds only 5");
    row("values cut, gzipped", gzip(idx({2, 3}, "abcde")), "declares 2 x 3 values but holds only 5");
    row("too long", idx({2}, "abc"), "more than the 2 values");
    row("too long, gzipped", gzip(idx({2}, "abc")), "more than the 2 values");
    row("count lie", idx({60000, 28, 28}, "abc"), "more than a file of");
    row("product wraps", idx({0x80000000U, 0x80000000U, 4}, "abcd"), "limit");
    row("product of four wraps", idx({0x10000U, 0x10000U, 0x10000U, 0x10000U}, ""), "limit");
    const auto sound = gzip(idx({4000}, std::string(4000, 'x')));
    row("gzip cut", sound.substr(0, sound.size() / 2), "gzip stream is damaged");
    auto checksum = sound;
    checksum[checksum.size() - 6] = static_cast<char>(checksum[checksum.size() - 6] ^ 0x55);
    row("gzip checksum", checksum, "gzip stream is damaged");
    row("bomb", gzip(idx({4}, std::string(8 << 20, '\0'))), "more than the 4 values");
    row("claims much", gzip(idx({1000000}, std::string(2000, '\0'))), "more than a file of");
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
    const auto images = put("images", idx({3, 1, 2}, "abcdef"));
    const auto labels = put("labels", idx({3}, std::string("\0\1\2", 3)));
    const auto two = put("two", gzip(idx({2}, std::string("\0\1", 2))));
    const auto none = put("none", idx({0, 1, 2}, ""));
    const auto noLabels = put("no-labels", idx({0}, ""));
    const auto one = put("one", idx({1}, "a"));
    const auto fiveChannels = put("five", idx({1, 1, 1, 5}, "abcde"));

    const auto read = [](const std::string& first, const std::string& second) {
      const auto spec = parseDataSpec(first + "," + second);
      return readImages(*spec, SamplePart::test, 0, 0, {});
    };
    const auto set = read(images, labels);
    BW_VERIFY_RESULT(set);
    QCOMPARE(set->count, 3);
    QCOMPARE(set->width, 2);
    QVERIFY((set->labels == std::vector<std::int64_t>{0, 1, 2}));
    QCOMPARE(set->sha256.size(), std::size_t{64});

    const auto refused = [&](const std::string& first, const std::string& second, const char* hint) {
      const auto result = read(first, second);
      if (result) return false;
      const auto line = result.error().line();
      return result.error().kind != ErrorKind::usage && line.find(hint) != std::string::npos && line.find('\n') == std::string::npos;
    };
    QVERIFY(refused(labels, images, "name the images first"));
    QVERIFY(refused(images, images, "holds no labels"));
    QVERIFY(refused(images, two, "holds 2 labels for 3 images"));
    QVERIFY(refused(none, noLabels, "holds no images"));
    QVERIFY(refused(fiveChannels, one, "5 channels"));
    QVERIFY(refused((root / "missing").string(), labels, "cannot be read"));
    QVERIFY(refused(root.string(), labels, "not a regular file"));
  }

  void knowsTheFormsOfData() {
    QVERIFY(parseDataSpec("")->kind == DataSpec::Kind::none);
    QVERIFY(parseDataSpec("sample")->kind == DataSpec::Kind::sample);
    QVERIFY(parseDataSpec("a-idx.gz,b-idx")->files.size() == 2);
    for (const char* text : {"photos/", "x.npz", "x.csv", "a,", ",b"}) {
      const auto spec = parseDataSpec(text);
      QVERIFY(!spec && spec.error().kind == ErrorKind::usage);
      QVERIFY(spec.error().line().find("not a form of DATA this version reads") != std::string::npos);
    }
  }

  void readsBothPartsOfTheSample() {
    const auto test = readImages(*parseDataSpec("sample"), SamplePart::test, 0, 0, {});
    BW_VERIFY_RESULT(test);
    QCOMPARE(test->count, 2000);
    QCOMPARE(test->classNames.size(), std::size_t{10});
    QCOMPARE(test->labels.size(), std::size_t{2000});
    const auto calibration = readImages(*parseDataSpec("sample"), SamplePart::calibration, 100, 3, {});
    BW_VERIFY_RESULT(calibration);
    QCOMPARE(calibration->count, 100);
    QVERIFY(calibration->sha256 != test->sha256);
  }
};

QTEST_GUILESS_MAIN(IdxTest)
#include "idx_test.moc"
