// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0
//
// The manual has a row for every scheme and names every modifier and its parameters: who adds one adds the row.
#include <QFile>
#include <QtTest/QtTest>

#include "core/schemes/modifier.h"

using namespace bitwright;

class ManualTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void hasARowForEveryScheme() {
    QFile file(qEnvironmentVariable("BITWRIGHT_RESOURCES") + QStringLiteral("/manual/storing-weights.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray manual = file.readAll();
    QByteArray rows;
    for (const QByteArray& line : manual.split('\n')) {
      if (line.startsWith("| `")) rows += line.mid(1, line.indexOf('|', 1)) + '\n';
    }
    for (const Scheme* scheme : allSchemes()) {
      const auto id = QByteArray("`") + QByteArray(scheme->id().data(), static_cast<qsizetype>(scheme->id().size())) + '`';
      QVERIFY2(rows.contains(id), id.constData());
    }
    for (const Modifier* modifier : allModifiers()) {
      for (const Parameter& parameter : modifier->parameters) {
        const auto word =
            QByteArray(modifier->id.data(), static_cast<qsizetype>(modifier->id.size())) + ':' + QByteArray::fromStdString(parameter.id) + '=';
        QVERIFY2(manual.contains(word), word.constData());
      }
    }
  }
};

QTEST_GUILESS_MAIN(ManualTest)
#include "manual_test.moc"
