// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/short_names.h"

#include <QHash>
#include <QSet>
#include <QStringView>

#include <algorithm>

namespace bitwright {
namespace {

constexpr QChar kEllipsis(0x2026);

bool endsPart(QChar c) {
  return c == QLatin1Char('/') || c == QLatin1Char('.') || c == QLatin1Char(':');
}

/// Lengths of the beginnings of `name` that are whole parts without a number; never the last part.
std::vector<qsizetype> plainBeginnings(const QString& name) {
  std::vector<qsizetype> lengths;
  for (qsizetype at = 0; at + 1 < name.size() && !name[at].isDigit(); ++at) {
    if (endsPart(name[at])) lengths.push_back(at + 1);
  }
  return lengths;
}

}  // namespace

std::vector<QString> shortNames(const std::vector<QString>& names, const std::vector<QString>& operators) {
  const QSet<QString> distinct(names.begin(), names.end());  // a weight and its bias have one
  QHash<QStringView, int> beginnings;
  for (const auto& name : distinct) {
    for (const auto length : plainBeginnings(name)) ++beginnings[QStringView(name).first(length)];
  }
  std::vector<QString> shorter;
  QHash<QString, QString> whole;  // of each short one; empty where there are several
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto& name = names[i];
    qsizetype from = 0;
    for (const auto length : plainBeginnings(name)) {
      if (beginnings.value(QStringView(name).first(length)) > 1) from = length;
    }
    qsizetype to = name.size();
    const auto last = std::find_if(name.rbegin(), name.rend(), endsPart);
    const auto lastAt = name.rend() - last;  // where the last part begins
    if (lastAt - 1 > from && QStringView(name).sliced(lastAt).compare(operators[i], Qt::CaseInsensitive) == 0)
      to = lastAt - 1;
    if (from < 3) from = 0;  // an ellipsis is hardly shorter
    QString text = name.sliced(from, to - from);
    if (from > 0) text.prepend(kEllipsis);
    if (to < name.size()) text.append(kEllipsis);
    if (const auto found = whole.find(text); found == whole.end())
      whole.insert(text, name);
    else if (*found != name)
      found->clear();
    shorter.push_back(std::move(text));
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (whole.value(shorter[i]).isEmpty()) shorter[i] = names[i];
  }
  return shorter;
}

}  // namespace bitwright
