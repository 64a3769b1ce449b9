// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/document/recipe_files.h"

#include <QDir>
#include <QFileInfo>

namespace bitwright {
namespace {

constexpr qsizetype kLongest = 60;  // characters; 255 bytes are as long as a name may be

QString stemOf(const QString& recipeName) {
  QString stem;
  for (const QChar each : recipeName) {
    const bool allowed = each.isPrint() && !QStringLiteral("/\\:*?\"<>|").contains(each);
    stem += allowed || each.isSurrogate() ? each : QLatin1Char('-');
  }
  stem = stem.trimmed();
  if (stem.startsWith(QLatin1Char('.'))) stem[0] = QLatin1Char('-');
  stem.truncate(kLongest);
  if (!stem.isEmpty() && stem.back().isHighSurrogate()) stem.chop(1);
  return stem.isEmpty() ? QStringLiteral("recipe") : stem;
}

}  // namespace

QString recipeFileName(const QString& recipeName) {
  return stemOf(recipeName) + QStringLiteral(".json");
}

QStringList freshRecipePaths(const QString& folder, const QStringList& recipeNames) {
  QStringList paths;
  for (const auto& name : recipeNames) {
    const QString stem = QDir(folder).filePath(stemOf(name));
    QString path = stem + QStringLiteral(".json");
    const auto taken = [&paths](const QString& at) {
      const QFileInfo file(at);
      return file.exists() || file.isSymLink() || paths.contains(at, Qt::CaseInsensitive);
    };
    for (int number = 2; taken(path); ++number) path = QStringLiteral("%1-%2.json").arg(stem).arg(number);
    paths << path;
  }
  return paths;
}

}  // namespace bitwright
