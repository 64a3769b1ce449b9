// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_table.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>

#include "widgets/layers/layers_delegate.h"
#include "widgets/layers/layers_rows.h"
#include "widgets/theme/fonts.h"

namespace bitwright {
namespace {

constexpr int kRowHeight = 40;
constexpr int kContentPadding = 6;  // of CellPainter

}  // namespace

LayersTable::LayersTable(LayersRows* rows, QWidget* parent) : QTableView(parent), rows_(rows) {
  setModel(rows);
  setItemDelegate(new LayersDelegate(this));
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  setContextMenuPolicy(Qt::CustomContextMenu);
  setShowGrid(false);
  setWordWrap(false);
  setTabKeyNavigation(false);
  setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);  // all alike: nothing is measured, however many rows
  verticalHeader()->setMinimumSectionSize(scaled(kRowHeight));
  verticalHeader()->setDefaultSectionSize(scaled(kRowHeight));
  auto* header = horizontalHeader();
  header->setHighlightSections(false);
  header->setFixedHeight(scaled(28));
  header->setMinimumSectionSize(scaled(40));
  setSortingEnabled(true);
  sortByColumn(static_cast<int>(LayerColumn::name), Qt::AscendingOrder);
}

bool LayersTable::isOnFold(const QModelIndex& index, const QPoint& at) const {
  if (index.column() != static_cast<int>(LayerColumn::name) || !rows_->isGroup(index.row())) return false;
  const QRect cell = visualRect(index);
  const int inside = isRightToLeft() ? cell.right() - at.x() : at.x() - cell.left();
  const double name = scaled(kContentPadding) + nameIndent(index);
  return inside >= name - scaled(kFoldWidth) - scaled(kContentPadding) && inside < name;
}

void LayersTable::mousePressEvent(QMouseEvent* event) {
  const auto index = indexAt(event->position().toPoint());
  if (event->button() == Qt::LeftButton && isOnFold(index, event->position().toPoint())) {
    rows_->setOpen(index.row(), !rows_->isOpen(index.row()));
    return;
  }
  QTableView::mousePressEvent(event);
}

void LayersTable::mouseDoubleClickEvent(QMouseEvent* event) {
  const auto index = indexAt(event->position().toPoint());
  if (event->button() != Qt::LeftButton || !rows_->isGroup(index.row()))
    return QTableView::mouseDoubleClickEvent(event);
  rows_->setOpen(index.row(), !rows_->isOpen(index.row()));
}

void LayersTable::keyPressEvent(QKeyEvent* event) {
  const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier || event->key() == Qt::Key_Asterisk ||
                     event->key() == Qt::Key_Plus;
  if (plain && rows_->isTree() && fold(event->key())) return;
  QTableView::keyPressEvent(event);
}

bool LayersTable::fold(int key) {
  const int row = currentIndex().row();
  if (row < 0) return false;
  const int column = currentIndex().column();
  if (isRightToLeft() && (key == Qt::Key_Left || key == Qt::Key_Right))
    key = key == Qt::Key_Left ? Qt::Key_Right : Qt::Key_Left;
  switch (key) {
    case Qt::Key_Left:
      if (rows_->isOpen(row))
        rows_->setOpen(row, false);
      else if (const int group = rows_->parentOf(row); group >= 0)
        setCurrentIndex(rows_->index(group, column));
      return true;
    case Qt::Key_Right:
      if (!rows_->isGroup(row)) return true;
      if (rows_->isOpen(row))
        setCurrentIndex(rows_->index(row + 1, column));
      else
        rows_->setOpen(row, true);
      return true;
    case Qt::Key_Plus:
    case Qt::Key_Minus:
      rows_->setOpen(row, key == Qt::Key_Plus);
      return rows_->isGroup(row);
    case Qt::Key_Asterisk:
      rows_->openBelow(row);
      return rows_->isGroup(row);
    default:
      return false;
  }
}

}  // namespace bitwright
