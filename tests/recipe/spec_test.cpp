// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/spec.h"

#include <QtTest/QtTest>

#include "core/recipe/recipe.h"
#include "tests/support/qt_result_check.h"

using bitwright::ErrorKind;
using bitwright::layerRuleText;
using bitwright::parseLayerRule;
using bitwright::parseSpec;

class SpecTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void goodSpecsReadAndWriteBack_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("canonical");
    QTest::newRow("bare") << QByteArray("keep") << QByteArray("keep");
    QTest::newRow("half") << QByteArray("fp16") << QByteArray("fp16");
    QTest::newRow("one parameter") << QByteArray("uniform:bits=4") << QByteArray("uniform:bits=4");
    QTest::newRow("own order") << QByteArray("uniform:symmetric=false,bits=3")
                               << QByteArray("uniform:bits=3,symmetric=false");
    QTest::newRow("several") << QByteArray("kmeans:bits=4,granularity=tensor,scale=channel")
                             << QByteArray("kmeans:bits=4,granularity=tensor,scale=channel");
  }
  void modifiersReadAndWriteBack() {
    for (const char* text : {"prune:density=0.1+kmeans:bits=4", "prune:nm=2of4+uniform", "prune:threshold=0.25",
                             "prune+keep", "sharing:clusters=200,group=convolutions"}) {
      const auto spec = parseSpec(text);
      BW_VERIFY_RESULT(spec);
      QCOMPARE(QByteArray::fromStdString(spec->text()), QByteArray(text));
    }
    QVERIFY(parseSpec("prune:density=0.1")->storage() == nullptr);
  }

  void goodSpecsReadAndWriteBack() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, canonical);
    const auto spec = parseSpec(text.toStdString());
    BW_VERIFY_RESULT(spec);
    QCOMPARE(QByteArray::fromStdString(spec->text()), canonical);
    QVERIFY(spec->storage() != nullptr);
    const auto again = parseSpec(spec->text());
    BW_VERIFY_RESULT(again);
    QVERIFY(*again == *spec);
  }

  void badSpecsSayWhatAndWhere_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("part");   // of the error line
    QTest::addColumn<QByteArray>("where");  // in it too
    const auto row = [](const char* text, const char* part, const char* where) {
      QTest::newRow(text) << QByteArray(text) << QByteArray(part) << QByteArray(where);
    };
    row("", "empty", "kmeans");
    row("unifrom", "did you mean uniform", "character 1 of");
    row("kmeans+prune:density=0.1", "in front of the scheme", "character 8 of");
    row("prune:density=1.5+kmeans", "0..1", "character 15 of");
    row("prune:nm=5of4+kmeans", "2of4", "character 10 of");
    row("prune:density=0.1,nm=2of4", "one parameter at a time", "character 1 of");
    row("prune:density=0.1+prune:nm=2of4", "given twice", "character 19 of");
    row("prun:density=0.1", "did you mean prune", "character 1 of");
    row("sharing:group=a b", "NAME", "character 15 of");
    row("act:type=uint8+uniform", "stands behind the scheme", "character 1 of");
    row("uniform+act:type=uint8+act:type=int8", "given twice", "character 24 of");
    row("uniform+act:type=int4", "uint8|int8", "character 18 of");
    row("uniform:bit=4", "did you mean bits", "character 9 of");
    row("uniform:bits=17", "1..16", "character 14 of");
    row("uniform:bits=0", "1..16", "character 14 of");
    row("kmeans:bits=9", "1..8", "character 13 of");
    row("uniform:bits=four", "four", "character 14 of");
    row("uniform:bits=4.5", "4.5", "character 14 of");
    row("uniform:bits=", "has no value", "character 14 of");
    row("uniform:bits", "has no value", "1..16");
    row("uniform:granularity=row", "channel", "character 21 of");
    row("uniform:bits=4,bits=5", "given twice", "character 16 of");
    row("uniform:bits=4,", "missing", "character 16 of");
    row("uniform:,bits=4", "missing", "character 9 of");
    row("uniform:", "missing", "character 9 of");
    row("keep:bits=4", "keep has no parameters", "character 6 of");
    row("uniform+", "empty", "character 9 of");
    row("+uniform", "empty", "character 1 of");
    row("uniform++keep", "empty", "character 9 of");
    row("uniform:bits=8+kmeans:bits=4", "not by uniform and kmeans", "character 16 of");
    row(" uniform", "unknown scheme", "uniform");
  }
  void badSpecsSayWhatAndWhere() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, part);
    QFETCH(QByteArray, where);
    const auto spec = parseSpec(text.toStdString());
    QVERIFY(!spec);
    QVERIFY(spec.error().kind == ErrorKind::usage);
    const auto line = QByteArray::fromStdString(spec.error().line());
    QVERIFY2(line.contains(part), line.constData());
    QVERIFY2(line.contains(where), line.constData());
    QVERIFY2(!line.contains('\n'), line.constData());
  }

  void rulesReadAndWriteBack_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("glob");
    QTest::addColumn<bool>("literal");
    QTest::newRow("plain") << QByteArray("conv1=keep") << QByteArray("conv1") << false;
    QTest::newRow("star") << QByteArray("block*/conv?=kmeans:bits=4") << QByteArray("block*/conv?") << false;
    QTest::newRow("quoted") << QByteArray("\"a=b, *\"=keep") << QByteArray("a=b, *") << true;
    QTest::newRow("escapes") << QByteArray("\"say \\\"hi\\\" \\\\\"=keep") << QByteArray("say \"hi\" \\") << true;
  }
  void rulesReadAndWriteBack() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, glob);
    QFETCH(bool, literal);
    const auto rule = parseLayerRule(text.toStdString());
    BW_VERIFY_RESULT(rule);
    QCOMPARE(QByteArray::fromStdString(rule->glob), glob);
    QCOMPARE(rule->literal, literal);
    QCOMPARE(QByteArray::fromStdString(layerRuleText(*rule)), text);
  }

  void badRulesAreUsageErrors() {
    for (const char* text : {"", "conv1", "=keep", "conv1=", "\"open=keep", "\"closed\"keep", "conv1=kep"}) {
      const auto rule = parseLayerRule(text);
      QVERIFY2(!rule, text);
      QVERIFY2(rule.error().kind == ErrorKind::usage, text);
    }
  }
};

QTEST_GUILESS_MAIN(SpecTest)
#include "spec_test.moc"
