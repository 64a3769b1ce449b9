// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// The shape of the house: no circle of includes, between folders or inside them; folders that can be taken in at a
// glance; lines that fit. A source and its header count as one.

#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QtTest/QtTest>

namespace {

using Graph = QMap<QString, QSet<QString>>;

constexpr int kMostFiles = 35;
constexpr int kLongestLine = 120;

QString readAll(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList sources() {
  const QDir top(QStringLiteral(BITWRIGHT_SOURCE_DIR));
  QStringList found;
  for (const QString& folder : {QStringLiteral("core"), QStringLiteral("widgets"), QStringLiteral("app")}) {
    QDirIterator files(top.filePath(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) found << top.relativeFilePath(files.next());
  }
  return found;
}

QString textOf(const QString& file) {
  return readAll(QStringLiteral(BITWRIGHT_SOURCE_DIR "/") + file);
}

QString unitOf(const QString& file) {
  return file.section(QLatin1Char('.'), 0, -2);
}

QString folderOf(const QString& file) {
  return file.section(QLatin1Char('/'), 0, -2);
}

/// Who includes whom, by what `nodeOf` makes of a file.
template <class NodeOf>
Graph includes(const NodeOf& nodeOf) {
  static const QRegularExpression line(QStringLiteral("^#include \"([^\"]+)\""), QRegularExpression::MultilineOption);
  Graph graph;
  for (const QString& file : sources()) {
    auto matches = line.globalMatch(textOf(file));
    while (matches.hasNext()) {
      const QString header = matches.next().captured(1);
      if (header.startsWith(QLatin1String("tests/")) || nodeOf(header) == nodeOf(file)) continue;
      graph[nodeOf(file)].insert(nodeOf(header));
    }
  }
  return graph;
}

/// What is left when all that depends on nothing left is taken away, again and again: circles, and what leads to them.
QStringList circles(Graph graph) {
  bool changed = true;
  while (changed) {
    changed = false;
    const auto nodes = graph.keys();
    for (const QString& node : nodes) {
      auto& used = graph[node];
      for (const QString& each : QSet<QString>(used)) {
        if (!graph.contains(each)) used.remove(each);
      }
      if (!used.isEmpty()) continue;
      graph.remove(node);
      changed = true;
    }
  }
  return graph.keys();
}

}  // namespace

class ShapeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void filesIncludeNoCircle() {
    const Graph graph = includes(unitOf);
    QVERIFY(graph.size() > 300);
    QCOMPARE(circles(graph), QStringList());
  }

  void foldersIncludeNoCircle() { QCOMPARE(circles(includes(folderOf)), QStringList()); }

  void circlesAreFound() {
    QCOMPARE(circles({{QStringLiteral("a"), {QStringLiteral("b")}}, {QStringLiteral("b"), {QStringLiteral("a")}}}),
             QStringList({QStringLiteral("a"), QStringLiteral("b")}));
  }

  void foldersAreSmall() {
    QMap<QString, int> counts;
    for (const QString& file : sources()) ++counts[folderOf(file)];
    for (auto at = counts.cbegin(); at != counts.cend(); ++at)
      QVERIFY2(at.value() <= kMostFiles, qPrintable(QStringLiteral("%1: %2 files").arg(at.key()).arg(at.value())));
  }

  void linesFit() {
    static const QRegularExpression verbatim(QStringLiteral("R\"\\w*\\(|https?://"));
    QStringList tooLong;
    for (const QString& file : sources()) {
      const QString text = textOf(file);
      if (text.contains(verbatim)) continue;  // style sheets and addresses cannot be broken
      for (const QString& line : text.split(QLatin1Char('\n'))) {
        if (line.size() > kLongestLine) tooLong << file + QStringLiteral(": ") + line;
      }
    }
    QCOMPARE(tooLong, QStringList());
  }

  void aSourceIncludesItsOwnHeaderFirst() {
    static const QRegularExpression first(QStringLiteral("^#include [<\"]([^>\"]+)"),
                                          QRegularExpression::MultilineOption);
    const auto files = sources();
    const QSet<QString> all(files.begin(), files.end());
    QStringList wrong;
    for (const QString& file : files) {
      const QString own = unitOf(file) + QStringLiteral(".h");
      if (!file.endsWith(QLatin1String(".cpp")) || !all.contains(own)) continue;
      if (first.match(textOf(file)).captured(1) != own) wrong << file;
    }
    QCOMPARE(wrong, QStringList());
  }
};

QTEST_GUILESS_MAIN(ShapeTest)
#include "shape_test.moc"
