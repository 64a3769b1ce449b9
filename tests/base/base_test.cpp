// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <atomic>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <stop_token>
#include <vector>

#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/files/atomic_file.h"
#include "core/base/job.h"
#include "core/base/parallel.h"
#include "core/base/resources.h"
#include "core/base/saturated_product.h"
#include "core/base/text/utf8.h"
#include "tests/support/qt_result_check.h"

using namespace bitwright;

namespace {

QByteArray contents(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<missing>");
}

}  // namespace

class BaseTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void messagesFillInTheirArguments() {
    const Message message(BW_MESSAGE("test.two", "%2 of %1 at %3 %9"),
                          {std::int64_t{10}, std::string("three\nlines"), 0.25});
    QCOMPARE(message.text(), std::string("three\\nlines of 10 at 0.25 "));
  }

  void longTextsAreCutInTheMiddle() {
    const std::string text = printable(std::string(1000, 'x') + "end", 20);
    QVERIFY(text.size() < 30);
    QVERIFY(text.ends_with("end"));
  }

  void charactersAreNotCutInTwo() {
    QCOMPARE(startOf("aéb", 2), std::string_view("a"));
    QCOMPARE(startOf("aéb", 3), std::string_view("aé"));
    QCOMPARE(endOf("aéb", 2), std::string_view("b"));
    QCOMPARE(endOf("aéb", 3), std::string_view("éb"));
    QCOMPARE(startOf("🙂", 3), std::string_view());
    QCOMPARE(endOf("🙂", 3), std::string_view());
    QCOMPARE(startOf("abc", 5), std::string_view("abc"));
    QCOMPARE(startOf("abc", 0), std::string_view());
    const std::string none(10, '\x80');  // no UTF-8
    QCOMPARE(startOf(none, 4).size(), std::size_t{4});
    QCOMPARE(endOf(none, 4).size(), std::size_t{4});
    for (std::size_t limit = 10; limit < 30; ++limit) {
      const auto cut = QByteArray::fromStdString(
          printable("ääääääääääääääää🙂ääääääääääääääääx", limit));
      QVERIFY(!QString::fromUtf8(cut).contains(QChar::ReplacementCharacter));
    }
  }

  void theExecutablesFolderIsNeverTheCurrentOne() {
    QVERIFY(executableFolder());
    QVERIFY(executableFolder()->is_absolute());
    QVERIFY(!executableFolder("/no/such/link"));
    const QTemporaryDir folder;
    const auto link = std::filesystem::path(folder.path().toStdString()) / "exe";
    std::filesystem::create_symlink("relative/program", link);
    QVERIFY(!executableFolder(link));
  }

  void productsOfDimensionsDoNotOverflow() {
    constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
    QCOMPARE(saturatedProduct({}), std::int64_t{1});
    QCOMPARE(saturatedProduct({3, 4}), std::int64_t{12});
    QCOMPARE(saturatedProduct({std::int64_t{1} << 40, std::int64_t{1} << 40}), kMost);
    QCOMPARE(saturatedProduct({std::int64_t{1} << 40, std::int64_t{1} << 40, 0}), std::int64_t{0});
  }

  void anErrorIsOneLine() {
    const Error error{ErrorKind::input, BW_MESSAGE("test.what", "is wrong"), "a\nb.onnx", "node 3",
                      BW_MESSAGE("test.do", "do this")};
    QCOMPARE(error.line(), std::string("a\\nb.onnx: is wrong [node 3]; do this"));
  }

  void everyHalfGoesToFloatAndBack() {
    for (std::uint32_t bits = 0; bits < 0x10000U; ++bits) {
      const float wide = halfToFloat(static_cast<std::uint16_t>(bits));
      const std::uint16_t back = floatToHalf(wide);
      if (std::isnan(wide))
        QVERIFY(std::isnan(halfToFloat(back)));
      else
        QCOMPARE(static_cast<std::uint32_t>(back), bits);
      const float brain = bfloat16ToFloat(static_cast<std::uint16_t>(bits));
      if (!std::isnan(brain)) QCOMPARE(static_cast<std::uint32_t>(floatToBfloat16(brain)), bits);
    }
  }

  void halvesRoundToNearestEven() {
    const auto half = [](float value) { return static_cast<int>(floatToHalf(value)); };
    QCOMPARE(half(65504.0F), 0x7bff);
    QCOMPARE(half(65519.996F), 0x7bff);
    QCOMPARE(half(65520.0F), 0x7c00);
    QCOMPARE(half(2049.0F), 0x6800);   // halfway between 2048 and 2050
    QCOMPARE(half(2051.0F), 0x6802);   // halfway between 2050 and 2052
    QCOMPARE(half(5.9604645e-8F), 1);  // the smallest subnormal
    QCOMPARE(half(2.9802322e-8F), 0);  // half of it: tie to even
    QCOMPARE(half(std::nextafter(2.9802322e-8F, 1.0F)), 1);
    QCOMPARE(half(-0.0F), 0x8000);
  }

  void sha256IsTheStandards() {
    QCOMPARE(sha256Hex(bytesOf("abc")),
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  void atomicFilesAppearWholeOrNotAtAll() {
    QTemporaryDir folder;
    const std::string target = folder.filePath(QStringLiteral("out.txt")).toStdString();
    BW_VERIFY_RESULT(writeFileAtomically(target, "first"));
    {
      auto file = AtomicFile::create(target);
      BW_VERIFY_RESULT(file);
      BW_VERIFY_RESULT(file->write("half of the sec"));
    }
    QCOMPARE(contents(QString::fromStdString(target)), QByteArray("first"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
  }

  void readOnlyTargetsAreLeftAlone() {
    QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("out.txt"));
    BW_VERIFY_RESULT(writeFileAtomically(target.toStdString(), "first"));
    QVERIFY(QFile::setPermissions(target, QFile::ReadOwner | QFile::ReadGroup));
    const auto refused = writeFileAtomically(target.toStdString(), "second");
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::io);
    QCOMPARE(contents(target), QByteArray("first"));
    QVERIFY(!writeFileAtomically(folder.filePath(QStringLiteral("no/such/folder.txt")).toStdString(), "x"));
    QVERIFY(!writeFileAtomically(folder.path().toStdString(), "x"));
  }

  void parallelLoopsCoverEverythingOnce() {
    for (const int threads : {1, 2, 8}) {
      std::vector<std::atomic<int>> seen(10'007);
      QVERIFY(parallelFor(Job({}, {}, threads), 10'007, 64, [&](std::int64_t begin, std::int64_t end) {
        for (auto index = begin; index < end; ++index) ++seen[static_cast<std::size_t>(index)];
      }));
      for (const auto& count : seen) QCOMPARE(count.load(), 1);
    }
  }

  void parallelLoopsStopAndRethrow() {
    std::stop_source source;
    std::atomic<int> pieces{0};
    QVERIFY(!parallelFor(Job(source.get_token(), {}, 2), 1'000'000, 1, [&](std::int64_t, std::int64_t) {
      if (++pieces == 10) source.request_stop();
    }));
    QVERIFY(pieces < 1000);
    QVERIFY_EXCEPTION_THROWN(
        parallelFor(Job({}, {}, 2), 100, 1, [](std::int64_t, std::int64_t) { throw std::runtime_error("x"); }),
        std::runtime_error);
  }

  void partsOfAJobReportInTheirShare() {
    std::vector<double> seen;
    const Job job(
        {}, [&seen](const Message&, double fraction) { seen.push_back(fraction); }, 1);
    const Job part = job.part(0.5, 0.9).part(0.5, 1.0);
    part.progress(BW_MESSAGE("test.phase", "phase"), 0.0);
    part.progress(BW_MESSAGE("test.phase", "phase"), 2.0);
    QCOMPARE(seen.size(), std::size_t{2});
    QVERIFY(std::abs(seen[0] - 0.7) < 1e-12);
    QVERIFY(std::abs(seen[1] - 0.9) < 1e-12);
  }
};

QTEST_GUILESS_MAIN(BaseTest)
#include "base_test.moc"
