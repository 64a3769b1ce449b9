// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// Archives of models: written by compress, read by every command, taken apart by unpack.

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QtTest/QtTest>

#include "tests/cli/command_line.h"

using namespace bitwright::testing;

class CliArchiveTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  [[nodiscard]] QString path(const QString& name) const { return folder_.filePath(name); }
  static QByteArray contentOf(const QString& name) {
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }

 private Q_SLOTS:
  void everyCommandTakesThem_data() {
    QTest::addColumn<QString>("kind");
    QTest::newRow("zst") << QStringLiteral("zst");
    QTest::newRow("xz") << QStringLiteral("xz");
  }
  void everyCommandTakesThem() {
    QFETCH(QString, kind);
    const auto output = path(kind + QStringLiteral(".onnx"));
    const auto archive = output + QLatin1Char('.') + kind;
    const auto made = runCli({QStringLiteral("compress"), sample("dscnn_fashion.onnx"), QStringLiteral("-o"), output,
                              QStringLiteral("--all"), QStringLiteral("prune:density=0.2+kmeans:bits=4"),
                              QStringLiteral("--archive"), kind, QStringLiteral("--json")});
    QCOMPARE(made.code, 0);
    const auto document = made.json();
    QCOMPARE(document[QLatin1String("archive_bytes")].toInt(), static_cast<int>(QFile(archive).size()));
    QVERIFY(QFile(archive).size() < QFile(output).size());

    // The stages are files that could be written, in falling order but for what a small file loses to its nodes.
    const auto stages = document[QLatin1String("stages")].toArray();
    QStringList words;
    for (const auto& stage : stages) words << stage.toObject()[QLatin1String("stage")].toString();
    QCOMPARE(words.join(QLatin1Char(' ')), QStringLiteral("original pruned coded packed archived"));
    QCOMPARE(stages[0].toObject()[QLatin1String("file_bytes")].toInt(),
             document[QLatin1String("original_bytes")].toInt());
    QCOMPARE(stages[3].toObject()[QLatin1String("file_bytes")].toInt(), document[QLatin1String("file_bytes")].toInt());
    QCOMPARE(stages[4].toObject()[QLatin1String("file_bytes")].toInt(),
             document[QLatin1String("archive_bytes")].toInt());
    const auto prunedOnly = path(QStringLiteral("pruned-") + kind + QStringLiteral(".onnx"));
    QCOMPARE(runCli({QStringLiteral("compress"), sample("dscnn_fashion.onnx"), QStringLiteral("-o"), prunedOnly,
                     QStringLiteral("--all"), QStringLiteral("prune:density=0.2")})
                 .code,
             0);
    QCOMPARE(stages[1].toObject()[QLatin1String("file_bytes")].toInt(), static_cast<int>(QFile(prunedOnly).size()));

    const auto unpacked = path(QStringLiteral("unpacked-") + kind + QStringLiteral(".onnx"));
    QCOMPARE(runCli({QStringLiteral("unpack"), archive, QStringLiteral("-o"), unpacked}).code, 0);
    QCOMPARE(contentOf(unpacked), contentOf(output));

    const auto inspected = runCli({QStringLiteral("inspect"), archive, QStringLiteral("--json")});
    QCOMPARE(inspected.code, 0);
    QCOMPARE(inspected.json()[QLatin1String("model")].toObject()[QLatin1String("path")].toString(), archive);
    QCOMPARE(
        runCli({QStringLiteral("verify"), archive, QStringLiteral("--against"), sample("dscnn_fashion.onnx")}).code, 0);
    const auto compared = runCli({QStringLiteral("compare"), sample("dscnn_fashion.onnx"), QStringLiteral("--variant"),
                                  QStringLiteral("packed=") + archive, QStringLiteral("--json")});
    QCOMPARE(compared.code, 0);
    const auto size =
        compared.json()[QLatin1String("variants")].toArray()[1].toObject()[QLatin1String("size")].toObject();
    QCOMPARE(size[QLatin1String("file_bytes")].toInt(), static_cast<int>(QFile(output).size()));
  }

  void wrongOnesAreOneLine() {
    const auto output = path(QStringLiteral("w.onnx"));
    QCOMPARE(
        runCli({QStringLiteral("compress"), sample("dscnn_fashion.onnx"), QStringLiteral("-o"), output,
                QStringLiteral("--all"), QStringLiteral("uniform"), QStringLiteral("--archive"), QStringLiteral("zst")})
            .code,
        0);
    const auto whole = contentOf(output + QStringLiteral(".zst"));
    const auto write = [&](const QString& name, const QByteArray& bytes) {
      QFile file(path(name));
      QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    };
    write(QStringLiteral("cut.onnx.zst"), whole.left(whole.size() / 2));
    write(QStringLiteral("other.onnx.xz"), whole);
    write(QStringLiteral("empty.onnx.zst"), {});
    for (const char* name : {"cut.onnx.zst", "other.onnx.xz", "empty.onnx.zst", "missing.onnx.zst"}) {
      const auto target = path(QStringLiteral("never.onnx"));
      const auto outcome = runCli({QStringLiteral("unpack"), path(QLatin1String(name)), QStringLiteral("-o"), target});
      QVERIFY2(outcome.code == 1 && !outcome.crashed, name);
      QVERIFY2(outcome.errorLines().size() == 1 && outcome.errorLines().front().contains(name),
               outcome.err.constData());
      QVERIFY(!QFile::exists(target));
    }
    const auto noArchive =
        runCli({QStringLiteral("unpack"), output, QStringLiteral("-o"), path(QStringLiteral("never.onnx"))});
    QCOMPARE(noArchive.code, 2);
    const auto noKind = runCli({QStringLiteral("compress"), sample("dscnn_fashion.onnx"), QStringLiteral("-o"),
                                path(QStringLiteral("n.onnx")), QStringLiteral("--archive"), QStringLiteral("zip")});
    QCOMPARE(noKind.code, 2);
  }
};

QTEST_GUILESS_MAIN(CliArchiveTest)
#include "archive_test.moc"
