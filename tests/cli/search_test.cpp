// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// `sensitivity` and `search` as a script would call them: the contract's keys, and recipes that make through `compress`
// what they promise.

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include "tests/cli/command_line.h"

using namespace bitwright::testing;

namespace {

QByteArray contentOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class SearchCommandTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  [[nodiscard]] QString path(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }

  static Outcome run(const char* command, const QStringList& more) {
    return runCli(QStringList{QString::fromLatin1(command), sample("dscnn_fashion.onnx"), QStringLiteral("--data"),
                              QStringLiteral("sample"), QStringLiteral("--limit"), QStringLiteral("100")} +
                  more);
  }

  void refused(const Outcome& outcome, const char* hint) const {
    QCOMPARE(outcome.code, 2);
    QCOMPARE(outcome.errorLines().size(), 1);
    QVERIFY2(outcome.errorLines().first().contains(hint), outcome.err.constData());
    QCOMPARE(outcome.out, QByteArray());
  }

 private Q_SLOTS:
  void sensitivityHasTheContractsKeys() {
    const Outcome outcome = run("sensitivity", {QStringLiteral("--candidates"), QStringLiteral("kmeans:bits=3"),
                                                QStringLiteral("uniform:bits=8"), QStringLiteral("--json")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    const QJsonObject json = outcome.json();
    QVERIFY(json.contains(QLatin1String("provenance")));
    QVERIFY(!json.contains(QLatin1String("auto")));
    QCOMPARE(json[QLatin1String("samples")].toInt(), 100);
    const QJsonArray layers = json[QLatin1String("layers")].toArray();
    QCOMPARE(layers.size(), 12);
    qint64 coarseBytes = 0;
    qint64 fineBytes = 0;
    for (const QJsonValue& layer : layers) {
      QVERIFY(!layer[QLatin1String("id")].toString().isEmpty());
      QCOMPARE(layer[QLatin1String("scores")].toArray().size(), 2);
      for (const QJsonValue& score : layer[QLatin1String("scores")].toArray()) {
        for (const char* key : {"spec", "kl", "sqnr_db", "agreement", "drop", "bytes"}) {
          QVERIFY2(score.toObject().contains(QLatin1String(key)), key);
        }
      }
      const auto coarse = layer[QLatin1String("scores")][0];
      const auto fine = layer[QLatin1String("scores")][1];
      QVERIFY(coarse[QLatin1String("sqnr_db")].toDouble() < fine[QLatin1String("sqnr_db")].toDouble());
      coarseBytes += coarse[QLatin1String("bytes")].toInteger();
      fineBytes += fine[QLatin1String("bytes")].toInteger();
    }
    QVERIFY(coarseBytes < fineBytes);
  }

  void whatAutoChoosesIsWhatCompressMakes() {
    const Outcome outcome =
        run("sensitivity", {QStringLiteral("--auto"), QStringLiteral("1"), QStringLiteral("--save-recipe"),
                            path("adapted.json"), QStringLiteral("--json")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    const QJsonObject chosen = outcome.json()[QLatin1String("auto")].toObject();
    QCOMPARE(chosen[QLatin1String("bound")].toDouble(), 0.01);
    const QJsonArray layers = chosen[QLatin1String("layers")].toArray();
    QCOMPARE(layers.size(), 12);
    const Outcome made =
        runCli({QStringLiteral("compress"), sample("dscnn_fashion.onnx"), QStringLiteral("--recipe"),
                path("adapted.json"), QStringLiteral("-o"), path("adapted.onnx"), QStringLiteral("--json")});
    QVERIFY2(made.code == 0, made.err.constData());
    QVERIFY(made.json()[QLatin1String("verified")].toBool());
    QVERIFY(made.json()[QLatin1String("ratio")].toDouble() > 3.0);
    qsizetype adapted = 0;
    for (const QJsonValue& layer : layers) {
      QVERIFY(layer[QLatin1String("why")].toString().startsWith(layer[QLatin1String("id")].toString()));
      const QString spec = layer[QLatin1String("spec")].toString();
      if (spec == QLatin1String("keep")) continue;
      ++adapted;
      for (const QJsonValue& each : made.json()[QLatin1String("layers")].toArray()) {
        if (each[QLatin1String("id")] != layer[QLatin1String("id")]) continue;
        QVERIFY2(each[QLatin1String("scheme")].toString().startsWith(spec.section(QLatin1Char(':'), 0, 0)),
                 qPrintable(spec));
      }
    }
    QVERIFY(adapted > 6);
    QCOMPARE(chosen[QLatin1String("recipe")][QLatin1String("layers")].toArray().size(), adapted);
  }

  void searchHasTheContractsKeysAndMakesItsFileAgain() {
    const Outcome outcome = run(
        "search", {QStringLiteral("--max-bytes"), QStringLiteral("30000"), QStringLiteral("--evaluations"),
                   QStringLiteral("3"), QStringLiteral("--candidates"), QStringLiteral("kmeans:bits=3"),
                   QStringLiteral("kmeans:bits=4"), QStringLiteral("uniform:bits=8"), QStringLiteral("-o"),
                   path("found.onnx"), QStringLiteral("--save-recipe"), path("found.json"), QStringLiteral("--json")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    const QJsonObject json = outcome.json();
    QVERIFY(json.contains(QLatin1String("provenance")));
    QVERIFY(json[QLatin1String("evaluations")].toInt() >= 1 && json[QLatin1String("evaluations")].toInt() <= 3);
    const QJsonObject chosen = json[QLatin1String("chosen")].toObject();
    for (const char* key : {"name", "spec", "size", "accuracy", "fidelity", "recipe"})
      QVERIFY2(chosen.contains(QLatin1String(key)), key);
    QVERIFY(!json[QLatin1String("front")].toArray().isEmpty());
    for (const QJsonValue& point : json[QLatin1String("front")].toArray()) {
      for (const char* key : {"bytes", "drop", "recipe"}) QVERIFY2(point.toObject().contains(QLatin1String(key)), key);
    }
    const auto file = contentOf(path("found.onnx"));
    QVERIFY(!file.isEmpty() && file.size() <= 30'000);
    QCOMPARE(chosen[QLatin1String("bytes")].toInteger(), file.size());
    const Outcome made =
        runCli({QStringLiteral("compress"), sample("dscnn_fashion.onnx"), QStringLiteral("--recipe"),
                path("found.json"), QStringLiteral("-o"), path("again.onnx"), QStringLiteral("--json")});
    QVERIFY2(made.code == 0, made.err.constData());
    QCOMPARE(contentOf(path("again.onnx")), file);
  }

  void badCallsAreUsageErrors() {
    refused(run("sensitivity", {QStringLiteral("--candidates"), QStringLiteral("kmean:bits=3")}), "kmeans");
    refused(run("sensitivity", {QStringLiteral("--auto"), QStringLiteral("101")}), "--auto");
    refused(run("sensitivity", {QStringLiteral("--save-recipe"), path("never.json")}), "--auto");
    refused(run("search", {QStringLiteral("--max-drop"), QStringLiteral("1"), QStringLiteral("--max-bytes"),
                           QStringLiteral("1000")}),
            "--max-");
    refused(run("search", {QStringLiteral("--max-bytes"), QStringLiteral("0")}), "--max-bytes");
    QVERIFY(!QFile::exists(path("never.json")));
  }
};

QTEST_GUILESS_MAIN(SearchCommandTest)
#include "search_test.moc"
