// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// Sweeps as a script runs them: many variants from a file, killed, taken up again, and the table is the same to the
// byte.

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include <algorithm>
#include <random>

#include "tests/cli/command_line.h"

using namespace bitwright::testing;

namespace {

constexpr int kVariants = 12;
constexpr int kKills = 4;

int filesIn(const QString& folder, const QString& ending) {
  int count = 0;
  for (QDirIterator files(folder, {QLatin1Char('*') + ending}, QDir::Files, QDirIterator::Subdirectories);
       files.hasNext(); files.next())
    ++count;
  return count;
}

}  // namespace

class SweepTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  [[nodiscard]] QString path(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }

  void writeText(const QString& name, const QByteArray& text) {
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), static_cast<qint64>(text.size()));
  }
  [[nodiscard]] QStringList sweep(const QString& results) const {
    QStringList arguments{"compare",        sample("resnet8_fashion.onnx"),
                          "--variant-file", path("variants.txt"),
                          "--data",         "sample",
                          "--limit",        "200",
                          "--measure",      "size,accuracy",
                          "--threads",      "2"};
    if (!results.isEmpty()) arguments << "--results" << results;
    return arguments;
  }

 private Q_SLOTS:
  void initTestCase() {
    QVERIFY(folder_.isValid());
    QVERIFY(QDir(folder_.path()).mkdir("tmp"));
    qputenv("TMPDIR", path("tmp").toUtf8());  // what killed runs leave goes with this test
    QByteArray text = "# a sweep\n\n";
    for (int variant = 0; variant < kVariants; ++variant) {
      text += "  v" + QByteArray::number(variant) + "=uniform:bits=" + QByteArray::number(2 + variant / 2) +
              ",granularity=" + (variant % 2 == 0 ? "tensor" : "channel") + (variant % 3 == 0 ? "\r\n" : "\n");
    }
    writeText(path("variants.txt"), text);
  }

  void aKilledSweepEndsWithTheSameTable() {
    const auto whole = runCli(sweep({}));
    QVERIFY2(whole.code == 0, whole.err.constData());
    QCOMPARE(whole.out.count("\nv"), kVariants);

    std::mt19937 random(20261125);
    const QString results = path("results");
    for (int kill = 0; kill < kKills; ++kill) {
      const int before = filesIn(results, ".json");
      const int until = before + static_cast<int>(random() % 3U);
      QProcess process;
      process.start(qEnvironmentVariable("BITWRIGHT_CLI"), sweep(results));
      QVERIFY(process.waitForStarted());
      while (process.state() == QProcess::Running && filesIn(results, ".json") < until) process.waitForFinished(5);
      process.waitForFinished(static_cast<int>(random() % 60U));
      process.kill();
      // It may have ended by itself meanwhile: Qt then says false, as there is nothing to wait for.
      QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished());
    }
    const int kept = std::min(filesIn(results, ".json"), kVariants);  // beside the original's
    const auto resumed = runCli(sweep(results));
    QVERIFY2(resumed.code == 0, resumed.err.constData());
    QCOMPARE(resumed.out, whole.out);
    if (kept > 0) QVERIFY2(resumed.err.contains(QByteArray::number(kept) + " of 12 variants"), resumed.err.constData());
    QCOMPARE(filesIn(results, ".json"), kVariants + 1);  // and the original's

    // All of them, one torn: that one is measured again.
    QDirIterator files(results, {"*.json"}, QDir::Files);
    files.next();
    QFile torn(files.filePath());
    const auto bytes = torn.size();
    QVERIFY(torn.resize(bytes / 2));
    const auto again = runCli(sweep(results));
    QCOMPARE(again.out, whole.out);
    QCOMPARE(torn.size(), bytes);
  }

  /// Exported files go as soon as they have served: no more stand at a time than two lanes need.
  void exportedFilesDoNotPileUp() {
    QDir(path("tmp")).removeRecursively();
    QVERIFY(QDir(folder_.path()).mkdir("tmp"));
    QProcess process;
    process.start(qEnvironmentVariable("BITWRIGHT_CLI"), sweep({}));
    int most = 0;
    while (!process.waitForFinished(3)) most = std::max(most, filesIn(path("tmp"), ".onnx"));
    QCOMPARE(process.exitCode(), 0);
    QVERIFY2(most > 0 && most <= 6, qPrintable(QString::number(most)));
    QVERIFY(QDir(path("tmp")).isEmpty());
  }

  void otherSettingsAreMeasuredAnew() {
    auto arguments = sweep(path("results"));
    arguments.replace(arguments.indexOf("200"), "150");
    arguments << "--json";
    const auto outcome = runCli(arguments);
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    for (const QJsonValue& variant : outcome.json()["variants"].toArray()) {
      QCOMPARE(variant["stored"].toBool(true), false);
      QCOMPARE(variant["accuracy"]["samples"].toInt(), 150);
      QVERIFY(variant["speed"].isNull() && variant["memory"].isNull() && variant["energy"].isNull());
      QVERIFY(variant["size"]["archive_bytes"].toInteger() > 0);
    }
    arguments << "--export" << path("models");
    const auto exported = runCli(arguments);
    QCOMPARE(exported.code, 0);
    QCOMPARE(filesIn(path("models"), ".onnx"), kVariants);
  }

  void whatIsNotMeasuredIsLeftOut() {
    const auto outcome =
        runCli({"compare", sample("resnet8_fashion.onnx"), "--variant", "a=fp16", "--measure", "memory", "--json"});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    const auto variant = outcome.json()["variants"].toArray().at(1);
    QVERIFY(variant["verified"].toBool() && variant["size"]["file_bytes"].toInteger() > 0);
    QVERIFY(variant["size"]["archive_bytes"].isNull() && !variant["size"].toObject().contains("stages"));
    QVERIFY(variant["accuracy"].isNull() && variant["fidelity"].isNull() && variant["speed"].isNull());
    QVERIFY(variant["memory"]["load_peak_bytes"].toInteger() > 0);
  }

  void speedKeepsItsSamplesAndConditions() {
    const auto outcome = runCli({"compare", sample("resnet8_fashion.onnx"), "--variant", "a=fp16", "--measure", "speed",
                                 "--rounds", "7", "--json"});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    for (const QJsonValue& variant : outcome.json()["variants"].toArray()) {
      const auto speed = variant["speed"].toObject();
      QCOMPARE(speed["samples"]["block_medians_ms"].toArray().size(), 7);
      QVERIFY(speed["samples"]["inference_ms"].toArray().size() >= 7 &&
              speed["samples"]["inferences"].toInteger() >= 7);
      QVERIFY(speed["samples"]["load_ms"].toArray().size() >= 1 && speed["first_run_ms"].toDouble() > 0.0);
      QVERIFY(speed["findings"].isArray());
      for (const char* key : {"other_work", "load_average", "involuntary_switches", "governor", "throttled"}) {
        QVERIFY2(speed["machine"].toObject().contains(QLatin1String(key)), key);
      }
      const auto energy = variant["energy"].toObject();
      QVERIFY(energy["per_inference_mj"].isNull() != energy["reason"].isNull());
    }
  }

  void badListsAreRefused_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("hint");
    QTest::newRow("unknown scheme") << QByteArray("a=fp16\n\n# c\nb=kmean:bits=4\n") << QByteArray("line 4");
    QTest::newRow("no name") << QByteArray("uniform:bits=4") << QByteArray("line 1");
    QTest::newRow("no such recipe") << QByteArray("a=fp16\nr=nowhere.json\n") << QByteArray("line 2, nowhere.json");
    QTest::newRow("nothing in it") << QByteArray("# only this\n") << QByteArray("names no variant");
  }
  void badListsAreRefused() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, hint);
    writeText(path("bad.txt"), text);
    const auto outcome = runCli({"compare", sample("resnet8_fashion.onnx"), "--variant-file", path("bad.txt")});
    QCOMPARE(outcome.code, 1);
    QCOMPARE(outcome.errorLines().size(), 1);
    QVERIFY2(outcome.errorLines().first().contains(hint) && outcome.errorLines().first().contains("bad.txt"),
             outcome.err.constData());
  }

  void badCallsAreUsageErrors() {
    QCOMPARE(runCli({"compare", sample("resnet8_fashion.onnx")}).code, 2);
    QCOMPARE(runCli({"compare", sample("resnet8_fashion.onnx"), "--variant", "a=fp16", "--measure", "beauty"}).code, 2);
    QCOMPARE(runCli({"compare", sample("resnet8_fashion.onnx"), "--variant-file", path("none.txt")}).code, 1);
    writeText(path("twice.txt"), "a=fp16\na=keep\n");
    QCOMPARE(runCli({"compare", sample("resnet8_fashion.onnx"), "--variant-file", path("twice.txt")}).code, 2);
  }
};

QTEST_GUILESS_MAIN(SweepTest)
#include "sweep_test.moc"
