// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
#include "core/recipe/glob.h"

#include <QtTest/QtTest>

#include <string>

class GlobTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void matches_data() {
    QTest::addColumn<QByteArray>("glob");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char* glob, const char* text, bool expected) {
      QTest::addRow("%s on %s", glob, text) << QByteArray(glob) << QByteArray(text) << expected;
    };
    row("", "", true);
    row("", "a", false);
    row("*", "", true);
    row("*", "If_3/then/Conv_2", true);
    row("conv", "conv1", false);
    row("conv?", "conv1", true);
    row("conv?", "conv", false);
    row("*conv*1", "block/conv/a1b1", true);
    row("a*b*c", "aXbXbXd", false);
    row("**a", "a", true);
    row("[abc]1", "b1", true);
    row("[abc]1", "d1", false);
    row("[0-9][0-9]", "42", true);
    row("[!0-9]", "4", false);
    row("[!0-9]", "x", true);
    row("[]]", "]", true);
    row("a[b", "a[b", true);
    row("Conv", "conv", false);
    row("größ?", "größe", true);
    row("gr?ße", "größe", true);
  }
  void matches() {
    QFETCH(QByteArray, glob);
    QFETCH(QByteArray, text);
    QFETCH(bool, expected);
    QCOMPARE(bitwright::matchesGlob(glob.toStdString(), text.toStdString()), expected);
  }

  void manyStarsStayQuick() {
    std::string glob;
    for (int star = 0; star < 200; ++star) glob += "*a";
    QVERIFY(!bitwright::matchesGlob(glob + "b", std::string(20000, 'a')));
  }
};

QTEST_GUILESS_MAIN(GlobTest)
#include "glob_test.moc"
