// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_filter.h"

#include <algorithm>

#include "widgets/layers/layers_model.h"
#include "widgets/theme/format.h"

namespace bitwright {
namespace {

// An expression like (a+)+$ may take longer than anyone waits; after so many steps a row counts as one that does not
// match, and after so many such rows all do.
const QString kLimit = QStringLiteral("(*LIMIT_MATCH=20000)");
constexpr int kMostGivenUp = 50;

}  // namespace

LayersFilter::LayersFilter(QObject* parent) : QSortFilterProxyModel(parent) {
  setSortRole(LayersModel::SortRole);
  setSortCaseSensitivity(Qt::CaseInsensitive);
  setDynamicSortFilter(true);
}

void LayersFilter::setWords(const QString& text) {
  words_ = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  expression_ = {};
  broken_.clear();
  refilter();
}

void LayersFilter::setExpression(const QString& pattern) {
  words_.clear();
  const QRegularExpression expression(pattern.isEmpty() ? QString() : kLimit + pattern,
                                      QRegularExpression::CaseInsensitiveOption | QRegularExpression::MultilineOption);
  if (expression.isValid()) {
    expression_ = expression;
    broken_.clear();
  } else {
    const auto at = std::max<qsizetype>(0, expression.patternErrorOffset() - kLimit.size());
    broken_ = tr("Not a valid expression: %1, at character %2").arg(expression.errorString(), formatCount(at + 1));
  }
  refilter();
}

void LayersFilter::setOperator(const QString& op) {
  if (operator_ == op) return;
  operator_ = op;
  refilter();
}

void LayersFilter::setShowAll(bool all) {
  showAll_ = all;
  refilter();
}

void LayersFilter::refilter() {
  givenUp_ = 0;
  invalidateFilter();
  Q_EMIT refiltered();
}

QString LayersFilter::problem() const {
  if (!broken_.isEmpty() || givenUp_ == 0) return broken_;
  return tr("Takes too many steps on some layers, which are left out: make the expression simpler");
}

bool LayersFilter::isActive() const {
  return isSeeking() || !operator_.isEmpty();
}

bool LayersFilter::isSeeking() const {
  return !words_.isEmpty() || !expression_.pattern().isEmpty();
}

bool LayersFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
  const auto index = sourceModel()->index(row, 0, parent);
  if (!showAll_ && !index.data(LayersModel::CompressibleRole).toBool()) return false;
  if (!operator_.isEmpty() && index.data(LayersModel::OperatorRole).toString() != operator_) return false;
  if (words_.isEmpty() && expression_.pattern().isEmpty()) return true;
  const QString text = index.data(LayersModel::FilterRole).toString();
  if (!words_.isEmpty()) {
    return std::all_of(words_.begin(), words_.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
  }
  if (givenUp_ >= kMostGivenUp) return false;
  const auto match = expression_.match(text);
  if (!match.isValid()) ++givenUp_;
  return match.hasMatch();
}

}  // namespace bitwright
