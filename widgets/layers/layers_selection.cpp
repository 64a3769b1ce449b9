// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_selection.h"

#include <QItemSelection>
#include <QTableView>

#include <algorithm>
#include <unordered_set>

#include "widgets/layers/layers_rows.h"

namespace bitwright {
namespace {

constexpr auto kRows = QItemSelectionModel::Rows;

/// As few ranges as there can be: thousands of rows are selected at once.
QItemSelection rangesOf(const LayersRows& rows, const std::vector<bool>& wanted) {
  QItemSelection ranges;
  const int last = rows.columnCount() - 1;
  for (int row = 0; row < static_cast<int>(wanted.size()); ++row) {
    if (!wanted[static_cast<std::size_t>(row)]) continue;
    const int first = row;
    while (row + 1 < static_cast<int>(wanted.size()) && wanted[static_cast<std::size_t>(row) + 1]) ++row;
    ranges.append(QItemSelectionRange(rows.index(first, 0), rows.index(row, last)));
  }
  return ranges;
}

}  // namespace

LayersSelection::LayersSelection(QTableView* table, LayersRows* rows) : QObject(table), table_(table), rows_(rows) {
  const auto* selection = table->selectionModel();
  connect(selection, &QItemSelectionModel::selectionChanged, this, &LayersSelection::changed);
  connect(selection, &QItemSelectionModel::currentChanged, this, &LayersSelection::changed);
  connect(rows, &QAbstractItemModel::modelAboutToBeReset, this, &LayersSelection::keep);
  connect(rows, &QAbstractItemModel::modelReset, this, &LayersSelection::restore);
  connect(rows, &LayersRows::rowsGoing, this, &LayersSelection::keep);
  connect(rows, &QAbstractItemModel::rowsRemoved, this, &LayersSelection::leaveToGroup);
}

std::vector<std::size_t> LayersSelection::tensors() const {
  std::vector<std::size_t> tensors;
  for (const auto& index : table_->selectionModel()->selectedRows()) {
    const auto below = rows_->tensorsAt(index.row());
    tensors.insert(tensors.end(), below.begin(), below.end());
  }
  std::sort(tensors.begin(), tensors.end());
  tensors.erase(std::unique(tensors.begin(), tensors.end()), tensors.end());
  return tensors;
}

std::optional<std::size_t> LayersSelection::current() const {
  const auto at = table_->currentIndex();
  if (at.isValid() && table_->selectionModel()->isRowSelected(at.row())) {
    if (const auto below = rows_->tensorsAt(at.row()); !below.empty()) return below.front();
  }
  const auto all = tensors();
  return all.empty() ? std::nullopt : std::optional(all.front());
}

void LayersSelection::select(const std::vector<std::size_t>& tensors) {
  const std::unordered_set<std::size_t> wanted(tensors.begin(), tensors.end());
  std::vector<bool> chosen(static_cast<std::size_t>(rows_->rowCount()));
  int first = -1;
  for (int row = 0; row < rows_->rowCount(); ++row) {
    const auto tensor = rows_->keyAt(row).tensor;
    if (!tensor || !wanted.contains(*tensor)) continue;
    chosen[static_cast<std::size_t>(row)] = true;
    if (first < 0) first = row;
  }
  if (first < 0) return;
  table_->selectionModel()->setCurrentIndex(rows_->index(first, 0), QItemSelectionModel::NoUpdate);
  table_->selectionModel()->select(rangesOf(*rows_, chosen), QItemSelectionModel::ClearAndSelect);
  table_->scrollTo(rows_->index(first, 0));
}

LayersSelection::Kept LayersSelection::keptAt(int row) const {
  auto key = rows_->keyAt(row);
  if (key.tensor) return {key.tensor, {}, {}};
  return {std::nullopt, std::move(key.path), rows_->tensorsAt(row)};
}

void LayersSelection::keep() {
  kept_.clear();
  current_.reset();
  for (const auto& index : table_->selectionModel()->selectedRows()) kept_.push_back(keptAt(index.row()));
  if (const auto at = table_->currentIndex(); at.isValid()) current_ = keptAt(at.row());
}

void LayersSelection::restore() {
  std::unordered_set<std::size_t> tensors;
  std::unordered_set<std::string> groups;
  for (const auto& each : kept_) {
    if (each.tensor) tensors.insert(*each.tensor);
    if (each.tensor) continue;
    if (rows_->rowOf({std::nullopt, each.group}, false) >= 0)
      groups.insert(each.group);
    else
      tensors.insert(each.tensors.begin(), each.tensors.end());  // the list has no groups
  }
  std::vector<bool> chosen(static_cast<std::size_t>(rows_->rowCount()));
  for (int row = 0; row < rows_->rowCount(); ++row) {
    const auto key = rows_->keyAt(row);
    chosen[static_cast<std::size_t>(row)] = key.tensor ? tensors.contains(*key.tensor) : groups.contains(key.path);
  }
  int row = current_ ? rows_->rowOf({current_->tensor, current_->group}, true) : -1;
  const bool none = std::find(chosen.begin(), chosen.end(), true) == chosen.end();
  if (none && row >= 0 && !kept_.empty()) chosen[static_cast<std::size_t>(row)] = true;
  if (row < 0 && !none) row = static_cast<int>(std::find(chosen.begin(), chosen.end(), true) - chosen.begin());
  if (row >= 0) table_->selectionModel()->setCurrentIndex(rows_->index(row, 0), QItemSelectionModel::NoUpdate);
  table_->selectionModel()->select(rangesOf(*rows_, chosen), QItemSelectionModel::ClearAndSelect);
  Q_EMIT changed();
}

/// A group that is folded over the selected layers is selected in their place.
void LayersSelection::leaveToGroup() {
  if (kept_.empty() || !current_ || table_->selectionModel()->hasSelection()) return;
  const int row = rows_->rowOf({current_->tensor, current_->group}, true);
  if (row < 0 || !rows_->isGroup(row)) return;
  table_->selectionModel()->setCurrentIndex(rows_->index(row, 0), QItemSelectionModel::ClearAndSelect | kRows);
}

}  // namespace bitwright
