// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// Reads every include of the sources and holds it against the edges of core/CMakeLists.txt and the rooms of third
// parties.

#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QtTest/QtTest>

namespace {

using Edges = QMap<QString, QSet<QString>>;

QString readAll(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return {};
  return QString::fromUtf8(file.readAll());
}

const QString& sourceFolder() {
  static const QString folder = QStringLiteral(BITWRIGHT_SOURCE_DIR);
  return folder;
}

/// The edges as the build has them: `bitwright_room(name … USES a b …)`, closed transitively.
Edges readEdges() {
  Edges edges;
  static const QRegularExpression room(QStringLiteral("^bitwright_room\\((\\w+)(?: USES ([\\w ]+?))?(?: THIRD .*)?\\)"),
                                       QRegularExpression::MultilineOption);
  auto matches = room.globalMatch(readAll(sourceFolder() + QStringLiteral("/core/CMakeLists.txt")));
  while (matches.hasNext()) {
    const auto match = matches.next();
    QSet<QString> uses{match.captured(1)};
    for (const QString& used : match.captured(2).split(QLatin1Char(' '), Qt::SkipEmptyParts))
      uses |= edges.value(used) | QSet<QString>{used};
    edges.insert(match.captured(1), uses);
  }
  return edges;
}

struct Include {
  QString file;  ///< relative to the source folder
  QString header;
};

QVector<Include> includesUnder(const QString& top) {
  static const QRegularExpression line(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"),
                                       QRegularExpression::MultilineOption);
  QVector<Include> found;
  QDirIterator files(sourceFolder() + QLatin1Char('/') + top, {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                     QDir::Files, QDirIterator::Subdirectories);
  while (files.hasNext()) {
    const QString path = files.next();
    auto matches = line.globalMatch(readAll(path));
    while (matches.hasNext())
      found.push_back({QDir(sourceFolder()).relativeFilePath(path), matches.next().captured(1)});
  }
  return found;
}

QString roomOf(const QString& file) {
  return file.section(QLatin1Char('/'), 1, 1);
}

}  // namespace

class EdgesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theListIsWhatTheDesignSays() {
    const Edges edges = readEdges();
    QVERIFY(edges.size() >= 12);
    QVERIFY(edges.value(QStringLiteral("base")) == QSet<QString>{QStringLiteral("base")});
    QVERIFY(!edges.value(QStringLiteral("data")).contains(QStringLiteral("model")));
    QVERIFY(!edges.value(QStringLiteral("recipe")).contains(QStringLiteral("runtime")));
    QVERIFY(!edges.value(QStringLiteral("compress")).contains(QStringLiteral("export")));
    QVERIFY(edges.value(QStringLiteral("evaluation")).contains(QStringLiteral("export")));
  }

  void coreRoomsUseOnlyWhatTheyMay() {
    const Edges edges = readEdges();
    QStringList broken;
    const auto includes = includesUnder(QStringLiteral("core"));
    QVERIFY(includes.size() > 100);
    for (const Include& include : includes) {
      const QString room = roomOf(include.file);
      QVERIFY2(edges.contains(room), qPrintable(include.file));
      if (!include.header.startsWith(QStringLiteral("core/"))) {
        if (include.header.startsWith(QStringLiteral("widgets/")) ||
            include.header.startsWith(QStringLiteral("app/"))) {
          broken << include.file + QStringLiteral(" → ") + include.header;
        }
        continue;
      }
      const QString used = roomOf(include.header);
      if (!edges.value(room).contains(used)) broken << include.file + QStringLiteral(" → ") + include.header;
    }
    QCOMPARE(broken, QStringList());
  }

  void thirdPartiesHaveOneRoomEach() {
    struct Rule {
      QRegularExpression header;
      QStringList folders;
    };
    const QVector<Rule> rules{
        {QRegularExpression(QStringLiteral("^(onnx|google/protobuf)/")),
         {QStringLiteral("core/model/"), QStringLiteral("core/graph/"), QStringLiteral("core/lowering/"),
          QStringLiteral("core/export/")}},
        {QRegularExpression(QStringLiteral("^protozero/")), {QStringLiteral("core/model/")}},
        {QRegularExpression(QStringLiteral("^opencv2/")), {QStringLiteral("core/data/")}},
        {QRegularExpression(QStringLiteral("^Eigen/")), {QStringLiteral("core/numerics/")}},
        {QRegularExpression(QStringLiteral("^onnxruntime")), {QStringLiteral("core/runtime_server/")}},
        {QRegularExpression(QStringLiteral("^spdlog/")), {QStringLiteral("core/base/")}},
        {QRegularExpression(QStringLiteral("^(zstd|lzma)")), {QStringLiteral("core/base/")}},
        {QRegularExpression(QStringLiteral("^(unicode/|pcre2)")), {QStringLiteral("core/tokenizers/")}},
        {QRegularExpression(QStringLiteral("^CLI/")), {QStringLiteral("app/cli/")}},
        {QRegularExpression(QStringLiteral("^(Q[A-Z]|Qt)")),
         {QStringLiteral("widgets/"), QStringLiteral("app/workbench/")}},
    };
    QStringList broken;
    for (const QString& top : {QStringLiteral("core"), QStringLiteral("widgets"), QStringLiteral("app")}) {
      for (const Include& include : includesUnder(top)) {
        for (const Rule& rule : rules) {
          if (!rule.header.match(include.header).hasMatch()) continue;
          const bool allowed = std::any_of(rule.folders.begin(), rule.folders.end(),
                                           [&](const QString& folder) { return include.file.startsWith(folder); });
          if (!allowed) broken << include.file + QStringLiteral(" → ") + include.header;
        }
      }
    }
    QCOMPARE(broken, QStringList());
  }

  void theSystemIsAskedInOneFolder() {
    // So that another system is another folder beside it.
    static const QRegularExpression ofThisSystem(
        QStringLiteral("^((unistd|fcntl|c?signal|dlfcn|malloc|poll|spawn|sched|pthread)(\\.h)?|(sys|linux)/.*)$"));
    static const QRegularExpression folderOfThisSystem(QStringLiteral("\"/(proc|sys|dev)/"));
    const QString place = QStringLiteral("core/base/platform/posix/");
    const QSet<QString> exceptions{
        QStringLiteral("core/runtime/worker/worker_call.cpp"),  // talks to a worker over two descriptors at once
    };
    QSet<QString> outside;
    bool seen = false;
    for (const QString& top : {QStringLiteral("core"), QStringLiteral("widgets"), QStringLiteral("app")}) {
      for (const Include& include : includesUnder(top)) {
        if (!ofThisSystem.match(include.header).hasMatch()) continue;
        if (include.file.startsWith(place))
          seen = true;
        else
          outside.insert(include.file);
      }
      QDirIterator files(sourceFolder() + QLatin1Char('/') + top, {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                         QDir::Files, QDirIterator::Subdirectories);
      while (files.hasNext()) {
        const QString path = files.next();
        const QString file = QDir(sourceFolder()).relativeFilePath(path);
        if (!file.startsWith(place) && readAll(path).contains(folderOfThisSystem)) outside.insert(file);
      }
    }
    QVERIFY(seen);
    QCOMPARE(outside, exceptions);  // one that needs none any more is taken off the list
  }

  void protobufHeadersOfModelStayInside() {
    // model_edit.h shows the ONNX classes: only what rewrites graphs may look at it from outside.
    QStringList broken;
    for (const QString& top : {QStringLiteral("core"), QStringLiteral("widgets"), QStringLiteral("app")}) {
      for (const Include& include : includesUnder(top)) {
        const bool shows = include.header == QStringLiteral("core/model/writing/model_edit.h") ||
                           include.header == QStringLiteral("core/model/model_document.h");
        const bool inside = include.file.startsWith(QStringLiteral("core/model/")) ||
                            include.file.startsWith(QStringLiteral("core/graph/")) ||
                            include.file.startsWith(QStringLiteral("core/lowering/")) ||
                            include.file.startsWith(QStringLiteral("core/export/"));
        if (shows && !inside) broken << include.file;
      }
    }
    QCOMPARE(broken, QStringList());
  }

  void appComposesOnly() {
    QStringList broken;
    for (const Include& include : includesUnder(QStringLiteral("app"))) {
      const QString program = include.file.section(QLatin1Char('/'), 1, 1);
      const bool window = program == QStringLiteral("workbench");
      if (include.header.startsWith(QStringLiteral("widgets/")) && !window) broken << include.file;
      if (include.header.startsWith(QStringLiteral("app/")) &&
          include.header.section(QLatin1Char('/'), 1, 1) != program)
        broken << include.file;
      if (include.header.startsWith(QStringLiteral("core/runtime_server/")) && program != QStringLiteral("worker"))
        broken << include.file;
    }
    QCOMPARE(broken, QStringList());
  }

  void theTopLevelIsTheAgreedOne() {
    const QSet<QString> folders{QStringLiteral("app"),          QStringLiteral("core"),     QStringLiteral("widgets"),
                                QStringLiteral("resources"),    QStringLiteral("tests"),    QStringLiteral("installer"),
                                QStringLiteral("translations"), QStringLiteral("LICENSES"), QStringLiteral("build")};
    for (const QString& name : QDir(sourceFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
      QVERIFY2(folders.contains(name) || name.startsWith(QStringLiteral("bitwright-result")), qPrintable(name));
    }
  }
};

QTEST_GUILESS_MAIN(EdgesTest)
#include "edges_test.moc"
