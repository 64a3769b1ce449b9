// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The translation files against the sources: lupdate reads the sources anew into copies, and nothing may be new or
// unfinished.

#include <QFile>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTranslator>
#include <QtTest/QtTest>
#include <QXmlStreamReader>

namespace {

struct Entry {
  QString context;
  QString source;
  QStringList translations;
  bool unfinished = false;
};

QVector<Entry> readTs(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return {};
  QXmlStreamReader xml(&file);
  QVector<Entry> entries;
  QString context;
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    if (xml.name() == QLatin1String("name"))
      context = xml.readElementText();
    else if (xml.name() == QLatin1String("message"))
      entries.push_back({context, {}, {}, false});
    else if (xml.name() == QLatin1String("source"))
      entries.back().source = xml.readElementText();
    else if (xml.name() == QLatin1String("translation")) {
      entries.back().unfinished = xml.attributes().value(QLatin1String("type")) == QLatin1String("unfinished");
      const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements);
      entries.back().translations << text;
    }
  }
  return entries;
}

QStringList placeholders(const QString& text) {
  static const QRegularExpression mark(QStringLiteral("%(L?[1-9]|L?n)"));
  QStringList found;
  auto matches = mark.globalMatch(text);
  while (matches.hasNext()) found << matches.next().captured();
  found.removeDuplicates();
  found.sort();
  return found;
}

}  // namespace

class TranslationsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void classesAreFoundInTheirNamespace() {
    QSet<QString> contexts;
    for (const auto& entry : readTs(QStringLiteral(BITWRIGHT_SOURCE_DIR "/translations/bitwright_de.ts")))
      contexts.insert(entry.context);
    QVERIFY(contexts.size() > 20);
    // What lupdate puts under another name than the class has when it runs is never found.
    for (const auto& context : contexts)
      QVERIFY2(!contexts.contains(QStringLiteral("bitwright::") + context), qPrintable(context));
  }

  void nothingIsMissing_data() {
    QTest::addColumn<QString>("language");
    QTest::newRow("English plurals") << QStringLiteral("en");
    QTest::newRow("German") << QStringLiteral("de");
  }
  void nothingIsMissing() {
    QFETCH(QString, language);
    const QString source = QStringLiteral(BITWRIGHT_SOURCE_DIR);
    const QString lupdate = QLibraryInfo::path(QLibraryInfo::BinariesPath) + QStringLiteral("/lupdate");
    if (!QFile::exists(lupdate)) QSKIP("lupdate is not installed");
    QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("copy_") + language + QStringLiteral(".ts"));
    QVERIFY(QFile::copy(source + QStringLiteral("/translations/bitwright_") + language + QStringLiteral(".ts"), copy));
    QStringList arguments{QStringLiteral("-silent"),
                          QStringLiteral("-no-obsolete"),
                          QStringLiteral("-locations"),
                          QStringLiteral("none"),
                          QStringLiteral("-tr-function-alias"),
                          QStringLiteral("QT_TRANSLATE_NOOP+=BW_MESSAGE"),
                          QStringLiteral("-I"),
                          source};
    if (language == QLatin1String("en")) arguments << QStringLiteral("-pluralonly");
    for (const char* room : {"/core", "/widgets", "/app"}) arguments << source + QLatin1String(room);
    arguments << QStringLiteral("-ts") << copy;
    QProcess process;
    process.start(lupdate, arguments);
    QVERIFY(process.waitForFinished(120'000));
    QCOMPARE(process.exitCode(), 0);

    const auto entries = readTs(copy);
    QVERIFY(entries.size() > (language == QLatin1String("en") ? 5 : 300));
    QStringList missing;
    for (const Entry& entry : entries) {
      if (entry.unfinished || entry.translations.isEmpty() || entry.translations.first().trimmed().isEmpty()) {
        missing << entry.context + QStringLiteral(": ") + entry.source;
      }
    }
    QCOMPARE(missing, QStringList());
  }

  void placeholdersSurvive() {
    QStringList wrong;
    for (const Entry& entry : readTs(QStringLiteral(BITWRIGHT_SOURCE_DIR "/translations/bitwright_de.ts"))) {
      if (placeholders(entry.source) != placeholders(entry.translations.value(0)))
        wrong << entry.context + QStringLiteral(": ") + entry.source;
    }
    QCOMPARE(wrong, QStringList());
  }

  void theProgramCarriesThem() {
    QTranslator german;
    QVERIFY(german.load(QStringLiteral(":/i18n/bitwright_de.qm")));
    QTranslator english;
    QVERIFY(english.load(QStringLiteral(":/i18n/bitwright_en.qm")));
    QVERIFY(!german.translate("job.cancelled", "cancelled").isEmpty());
  }
};

QTEST_MAIN(TranslationsTest)
#include "translations_test.moc"
