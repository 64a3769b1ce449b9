// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace bitwright {
namespace {

constexpr QChar kThinSpace(0x202f);  // narrow and unbreakable
constexpr QChar kMinus(0x2212);
constexpr QChar kInfinity(0x221e);
constexpr QChar kNone(0x2013);

QString text(const char* source) {
  return QCoreApplication::translate("Format", source);
}

QString dressed(QString number) {
  const QLocale locale;
  number.replace(locale.groupSeparator(), kThinSpace);
  number.replace(QLatin1Char('-'), kMinus);
  return number;
}

QString withUnit(const QString& number, const QString& unit) {
  return number + kThinSpace + unit;
}

}  // namespace

QString formatCount(std::int64_t count) {
  return dressed(QLocale().toString(static_cast<qlonglong>(count)));
}

QString withThinSpaces(QString text) {
  const QString separator = QLocale().groupSeparator();
  for (qsizetype i = 1; i + 1 < text.size(); ++i) {
    if (text[i - 1].isDigit() && text[i + 1].isDigit() && QString(text[i]) == separator) text[i] = kThinSpace;
  }
  return text;
}

int pluralNumber(std::int64_t count) {
  return static_cast<int>(std::min<std::int64_t>(count, std::numeric_limits<int>::max()));
}

QString formatExactBytes(std::uint64_t bytes) {
  return withUnit(dressed(QLocale().toString(static_cast<qulonglong>(bytes))), text(QT_TRANSLATE_NOOP("Format", "B")));
}

QString formatBytes(std::uint64_t bytes) {
  if (bytes < 1000) return formatExactBytes(bytes);
  static const std::array<const char*, 4> units{QT_TRANSLATE_NOOP("Format", "kB"), QT_TRANSLATE_NOOP("Format", "MB"),
                                                QT_TRANSLATE_NOOP("Format", "GB"), QT_TRANSLATE_NOOP("Format", "TB")};
  double value = static_cast<double>(bytes) / 1000.0;
  std::size_t unit = 0;
  while (value >= 999.5 && unit + 1 < units.size()) {
    value /= 1000.0;
    ++unit;
  }
  const int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return withUnit(formatFixed(value, decimals), text(units[unit]));
}

QString formatFixed(double value, int decimals) {
  if (std::isnan(value)) return kNone;
  if (std::isinf(value)) return value < 0 ? QString(kMinus) + kInfinity : QString(kInfinity);
  if (std::abs(value) < 0.5 * std::pow(10.0, -decimals)) value = 0.0;  // no "−0.0"
  return dressed(QLocale().toString(value, 'f', decimals));
}

QString formatSignificant(double value, int digits) {
  if (!std::isfinite(value)) return formatFixed(value, 0);
  return dressed(QLocale().toString(value, 'g', digits));
}

QString formatRatio(double ratio) {
  return formatFixed(ratio, ratio < 9.95 ? 2 : 1) + QChar(0x00d7);
}

QString formatPercent(double fraction, int decimals) {
  return withUnit(formatFixed(fraction * 100.0, decimals), QStringLiteral("%"));
}

QString formatDecibels(double decibels) {
  if (std::isinf(decibels) && decibels > 0) return text(QT_TRANSLATE_NOOP("Format", "exact"));
  return withUnit(formatFixed(decibels, 1), QStringLiteral("dB"));
}

QString formatMilliseconds(double milliseconds) {
  const int decimals = milliseconds >= 99.5 ? 0 : milliseconds >= 9.95 ? 1 : 2;
  return withUnit(formatFixed(milliseconds, decimals), text(QT_TRANSLATE_NOOP("Format", "ms")));
}

QString formatDuration(double seconds) {
  const auto whole = static_cast<int>(std::lround(seconds));
  return QStringLiteral("%1:%2").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
}

}  // namespace bitwright
