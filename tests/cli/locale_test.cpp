// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// The command line and its worker give the same bytes whatever the locale of who calls them; with them CLI11, OpenCV
// and ONNX Runtime.

#include <QDir>
#include <QFile>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include "tests/cli/command_line.h"
#include "tests/support/qt_need_locale.h"

using namespace bitwright;
using namespace bitwright::testing;

namespace {

QByteArray contentOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A Windows bitmap of 24 bits a pixel; `width` is a multiple of 4, so that rows need no padding.
QByteArray bitmap(int width, int height, int seed) {
  QByteArray bytes("BM");
  const auto number = [&bytes](int value, int size) {
    for (int at = 0; at < size; ++at) bytes += static_cast<char>((value >> (8 * at)) & 0xff);
  };
  const int pixels = width * height * 3;
  for (const int value : {54 + pixels, 0, 54, 40, width, height}) number(value, 4);
  number(1, 2);
  number(24, 2);
  for (const int value : {0, pixels, 2835, 2835, 0, 0}) number(value, 4);
  for (int at = 0; at < pixels; ++at) number((at * 7 + at / width * 11 + seed * 13) % 256, 1);
  return bytes;
}

}  // namespace

class CliLocaleTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  [[nodiscard]] QString path(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }

  static Outcome runIn(const QByteArray& locale, const QStringList& arguments) {
    const QByteArray before = qgetenv("LC_ALL");
    qputenv("LC_ALL", locale);
    auto outcome = runCli(arguments);
    qputenv("LC_ALL", before);
    return outcome;
  }

  /// A file with ranges of activations observed on images that OpenCV decodes, resizes and scales, by options with
  /// fractions.
  [[nodiscard]] QByteArray compressed(const QByteArray& locale) const {
    const QString out = path("out.onnx");
    QFile::remove(out);
    const auto outcome = runIn(locale, {"compress",     sample("resnet8_fashion.onnx"),
                                        "-o",           out,
                                        "--all",        "prune:density=0.375+uniform:bits=8",
                                        "--layer",      "head.fc=prune:threshold=0.015625+uniform:bits=7",
                                        "--recipe",     path("recipe.json"),
                                        "--calibrate",  path("images"),
                                        "--preprocess", path("preprocess.json"),
                                        "--calibrator", "percentile",
                                        "--percentile", "99.5",
                                        "--threads",    "1",
                                        "--json"});
    if (outcome.code != 0) qWarning("%s", outcome.err.constData());
    const auto json = outcome.json();
    if (json[QLatin1String("ratio")].toDouble() <= 1.0) return {};
    return contentOf(out);
  }

 private Q_SLOTS:
  void initTestCase() {
    test::useMadeLocales();
    QVERIFY(QDir(folder_.path()).mkdir(QStringLiteral("images")));
    for (int at = 0; at < 6; ++at) {
      QFile image(folder_.filePath(QStringLiteral("images/%1.bmp").arg(at)));
      QVERIFY(image.open(QIODevice::WriteOnly));
      image.write(bitmap(40 + 4 * at, 33, at));
    }
    QFile preprocess(path("preprocess.json"));
    QVERIFY(preprocess.open(QIODevice::WriteOnly));
    preprocess.write(
        R"({"resize":{"width":28,"height":28,"mode":"stretch"},"scale":0.00392156862745098,"mean":[0.25],"std":[0.5]})");
    QFile recipe(path("recipe.json"));
    QVERIFY(recipe.open(QIODevice::WriteOnly));
    recipe.write(R"({"bitwright_recipe":1,"activations":"static","ranges":{"input":[-0.7,2.9]},"layers":[]})");
  }

  void sameBytes_data() {
    QTest::addColumn<QByteArray>("locale");
    for (const char* name : test::kLocales) QTest::newRow(name) << QByteArray(name);
  }

  void sameBytes() {
    QFETCH(QByteArray, locale);
    {
      const test::InLocale there(locale.constData());
      BW_NEED_LOCALE(there);
    }
    static const QByteArray plain = compressed("C");
    QVERIFY(!plain.isEmpty());
    QCOMPARE(compressed(locale), plain);
    for (const QStringList& command : {QStringList{"schemes", "--json"}, QStringList{"schemes"}}) {
      QCOMPARE(runIn(locale, command).out, runIn("C", command).out);
    }
    // The limit of seconds of a worker, which has a point.
    qputenv("BITWRIGHT_WORKER_SECONDS", "0.001");
    const auto late = runIn(locale, {"verify", path("out.onnx"), "--against", sample("resnet8_fashion.onnx")});
    qunsetenv("BITWRIGHT_WORKER_SECONDS");
    QVERIFY2(late.err.contains("after 0.001 s") || late.out.contains("after 0.001 s"),
             (late.err + late.out).constData());
  }
};

QTEST_GUILESS_MAIN(CliLocaleTest)
#include "locale_test.moc"
