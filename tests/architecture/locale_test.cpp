// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: Apache-2.0

// Reads the sources for what goes by the locale of whoever embeds them: nothing in core, the command line and the
// worker may.

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtTest/QtTest>

#include <utility>

namespace {

constexpr std::pair<const char*, const char*> kForbidden[] = {
    {"numbers from text", "\\b(strto(d|f|ld|l|ll|ul|ull)|ato(f|i|l|ll)|sto(d|f|ld|i|l|ll|ul|ull)|v?f?s?scanf)\\s*\\("},
    {"fractions as text", "printf\\s*\\([^;]*%[-+ #0-9.*]*[aefgAEFG]"},
    {"streams that read and write numbers",
     "\\b[io]?stringstream\\b|\\bstd::(cin|cout|cerr)\\b|\\b([a-z]\\w*)?([Ss]tream|[Ff]ile)_?\\s*>>(?!=)"},
    {"letters",
     "\\b(std::)?(to(lower|upper)|is(alpha|alnum|digit|xdigit|space|upper|lower|punct|print))\\s*\\(|\\bstrn?"
     "casecmp\\s*\\("},
    {"the locale itself",
     "\\bsetlocale\\s*\\(|\\bstd::locale\\b|\\bstrftime\\b|\\bput_time\\b|\\bstd::regex\\b|:[^}]*L\\}"},
    {"JSON but by parseJson", "\\b[Jj]son::parse\\s*\\("},
};

}  // namespace

class LocaleSourceTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void nothingGoesByTheLocale_data() {
    QTest::addColumn<QString>("forbidden");
    for (const auto& [what, pattern] : kForbidden) QTest::newRow(what) << QString::fromLatin1(pattern);
  }

  void nothingGoesByTheLocale() {
    QFETCH(QString, forbidden);
    const QRegularExpression pattern(forbidden);
    QVERIFY2(pattern.isValid(), qPrintable(pattern.errorString()));
    static const QRegularExpression comment(QStringLiteral("//[^\n]*"));
    const QString source = QStringLiteral(BITWRIGHT_SOURCE_DIR "/");
    QStringList found;
    int read = 0;
    for (const QString& top : {QStringLiteral("core"), QStringLiteral("app/cli"), QStringLiteral("app/worker")}) {
      QDirIterator files(source + top, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                         QDirIterator::Subdirectories);
      while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        ++read;
        if (file.fileName().endsWith(QStringLiteral("core/base/text/parse_json.h"))) continue;  // the one place
        const auto lines = QString::fromUtf8(file.readAll()).remove(comment).split(QLatin1Char('\n'));
        for (qsizetype at = 0; at < lines.size(); ++at) {
          if (pattern.match(lines[at]).hasMatch()) {
            found << QStringLiteral("%1:%2: %3")
                         .arg(file.fileName().mid(source.size()))
                         .arg(at + 1)
                         .arg(lines[at].trimmed());
          }
        }
      }
    }
    QVERIFY(read > 200);
    QCOMPARE(found, QStringList());
  }
};

QTEST_GUILESS_MAIN(LocaleSourceTest)
#include "locale_test.moc"
