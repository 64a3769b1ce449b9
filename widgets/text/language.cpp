// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/text/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace bitwright {

void installLanguage(QCoreApplication& application) {
  if (const QString wanted = qEnvironmentVariable("BITWRIGHT_LANGUAGE"); !wanted.isEmpty())
    QLocale::setDefault(QLocale(wanted));
  const QLocale locale;
  // Qt's own words first (file dialog, message boxes), ours over them. English has a file too: it holds the plurals.
  auto* qt = new QTranslator(&application);
  if (qt->load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
               QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
    QCoreApplication::installTranslator(qt);
  auto* english = new QTranslator(&application);
  if (english->load(QStringLiteral(":/i18n/bitwright_en.qm"))) QCoreApplication::installTranslator(english);
  auto* own = new QTranslator(&application);
  if (own->load(locale, QStringLiteral("bitwright"), QStringLiteral("_"), QStringLiteral(":/i18n")))
    QCoreApplication::installTranslator(own);
}

}  // namespace bitwright
