// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/fitted_names.h"

#include <QFontMetricsF>
#include <QHash>
#include <QSet>
#include <QStringView>

#include <algorithm>

namespace bitwright {
namespace {

constexpr QChar kCut(0x2026);

/// Cuts texts to a width. Thousands are cut at once, so letters are measured once each.
class Scissors {
 public:
  Scissors(const QFontMetricsF& metrics, double width) : metrics_(metrics), width_(width) {}

  [[nodiscard]] bool fits(QStringView text) {
    double used = 0.0;
    for (const QChar c : text) {
      used += letter(c);
      if (used > width_) return false;
    }
    return true;
  }
  /// Both ends of it.
  [[nodiscard]] QString middleCut(const QString& text) { return fits(text) ? text : ends(text, width_, 0.5); }
  /// `text` cut to leave room for `tail`, and the tail.
  [[nodiscard]] QString numbered(const QString& text, const QString& tail) {
    return ends(text, width_ - advance(tail), 0.5) + tail;
  }
  /// `share` of the room for the front, the rest for the end.
  [[nodiscard]] QString ends(QStringView text, double width, double share) {
    const double room = width - letter(kCut);
    qsizetype front = 0;
    double used = 0.0;
    while (front < text.size() && used + letter(text[front]) <= room * share) used += letter(text[front++]);
    qsizetype back = text.size();
    while (back > front && used + letter(text[back - 1]) <= room) used += letter(text[--back]);
    if (front > 0 && text[front - 1].isHighSurrogate()) --front;
    if (back < text.size() && text[back].isLowSurrogate()) ++back;
    return text.first(front).toString() + kCut + text.sliced(back).toString();
  }

 private:
  double letter(QChar c) {
    const auto found = letters_.constFind(c);
    if (found != letters_.constEnd()) return *found;
    return *letters_.insert(c, metrics_.horizontalAdvance(c));
  }
  double advance(QStringView text) {
    double used = 0.0;
    for (const QChar c : text) used += letter(c);
    return used;
  }

  const QFontMetricsF& metrics_;
  double width_;
  QHash<QChar, double> letters_;
};

bool endsWord(QChar c) {
  return c == QLatin1Char('/') || c == QLatin1Char('.') || c == QLatin1Char(':') || c == QLatin1Char('_');
}

/// How much all of them begin with, in whole parts.
qsizetype commonFront(const std::vector<QString>& names) {
  qsizetype common = names.front().size();
  for (const auto& name : names) {
    const auto most = std::min(common, name.size());
    const auto differ = std::mismatch(name.begin(), name.begin() + most, names.front().begin());
    common = differ.first - name.begin();
  }
  while (common > 0 && !endsWord(names.front()[common - 1])) --common;
  return common;
}

/// How much all of them end with, in whole parts, behind the first `front` letters.
qsizetype commonBack(const std::vector<QString>& names, qsizetype front) {
  const auto& first = names.front();
  qsizetype common = first.size() - front;
  for (const auto& name : names) {
    const auto most = std::min(common, name.size() - front);
    qsizetype same = 0;
    while (same < most && name[name.size() - 1 - same] == first[first.size() - 1 - same]) ++same;
    common = same;
  }
  while (common > 0 && !endsWord(first[first.size() - common])) --common;
  return common;
}

}  // namespace

std::vector<QString> fittedNames(const std::vector<QString>& names, const std::vector<QString>& shorter,
                                 const QFontMetricsF& metrics, double width) {
  Scissors scissors(metrics, width);
  std::vector<QString> fitted;
  QHash<QString, std::vector<std::size_t>> users;
  for (std::size_t index = 0; index < names.size(); ++index) {
    fitted.push_back(scissors.fits(names[index]) ? names[index] : scissors.middleCut(shorter[index]));
    users[fitted.back()].push_back(index);
  }
  QSet<QString> taken;
  for (auto at = users.cbegin(); at != users.cend(); ++at) taken.insert(at.key());
  for (const auto& alike : std::as_const(users)) {
    std::vector<QString> different;
    for (const auto index : alike) different.push_back(names[index]);
    std::sort(different.begin(), different.end());
    different.erase(std::unique(different.begin(), different.end()), different.end());
    if (different.size() < 2) continue;
    const auto front = commonFront(different);
    const auto back = commonBack(different, front);
    QHash<QString, QString> texts;
    int number = 0;
    for (const auto& name : different) {
      QString told = name.sliced(front, name.size() - front - back);
      if (front > 0) told.prepend(kCut);
      if (back > 0) told.append(kCut);
      QString text;
      for (const double share : {0.5, 1.0, 0.0}) {
        text = scissors.fits(told) ? told : scissors.ends(told, width, share);
        if (!taken.contains(text)) break;
      }
      while (taken.contains(text)) text = scissors.numbered(told, QStringLiteral(" %1").arg(++number));
      taken.insert(text);
      texts.insert(name, text);
    }
    for (const auto index : alike) fitted[index] = texts.value(names[index]);
  }
  return fitted;
}

}  // namespace bitwright
