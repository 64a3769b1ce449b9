// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/text/message_text.h"

#include <QCoreApplication>
#include <QFile>

#include "widgets/theme/format.h"

namespace bitwright {
namespace {

QString argumentText(const MessageArgument& argument) {
  if (const auto* text = std::get_if<std::string>(&argument)) return QString::fromStdString(printable(*text));
  if (const auto* count = std::get_if<std::int64_t>(&argument)) return formatCount(*count);
  return formatSignificant(std::get<double>(argument), 6);
}

}  // namespace

QString translated(const Message& message) {
  if (message.empty()) return {};
  const QString pattern = QCoreApplication::translate(message.id().c_str(), message.english().c_str());
  // In one pass, so that a %1 inside an argument stays what it is.
  QString text;
  for (qsizetype i = 0; i < pattern.size(); ++i) {
    const bool placeholder = pattern[i] == QLatin1Char('%') && i + 1 < pattern.size() &&
                             pattern[i + 1] >= QLatin1Char('1') && pattern[i + 1] <= QLatin1Char('9');
    if (!placeholder) {
      text += pattern[i];
      continue;
    }
    const auto number = static_cast<std::size_t>(pattern[i + 1].digitValue() - 1);
    text += number < message.arguments().size() ? argumentText(message.arguments()[number]) : pattern.mid(i, 2);
    ++i;
  }
  return text;
}

QString translated(const MessageText& text) {
  return QCoreApplication::translate(text.id, text.english);
}

QString errorText(const Error& error) {
  QString line = translated(error.what);
  if (!error.where.empty()) line += QStringLiteral(" [%1]").arg(QString::fromStdString(printable(error.where)));
  if (!error.file.empty()) line = QString::fromStdString(printable(error.file)) + QStringLiteral(": ") + line;
  if (!error.remedy.empty()) line += QStringLiteral("; ") + translated(error.remedy);
  return line;
}

QString toQString(const std::filesystem::path& path) {
  return QFile::decodeName(path.string().c_str());
}

std::filesystem::path toPath(const QString& text) {
  return {QFile::encodeName(text).toStdString()};
}

}  // namespace bitwright
