// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_filter.h"

#include <algorithm>

#include "widgets/layers/layers_model.h"

namespace bitwright {

LayersFilter::LayersFilter(QObject* parent) : QSortFilterProxyModel(parent) {
  setSortRole(LayersModel::SortRole);
  setDynamicSortFilter(true);
}

void LayersFilter::setWords(const QString& text) {
  words_ = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  invalidateFilter();
}

void LayersFilter::setShowAll(bool all) {
  showAll_ = all;
  invalidateFilter();
}

bool LayersFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
  const auto index = sourceModel()->index(row, 0, parent);
  if (!showAll_ && !index.data(LayersModel::CompressibleRole).toBool()) return false;
  const QString text = index.data(LayersModel::FilterRole).toString();
  return std::all_of(words_.begin(), words_.end(), [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

}  // namespace bitwright
