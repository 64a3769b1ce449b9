// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_columns.h"

#include <QActionGroup>
#include <QEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>

#include "widgets/document/settings.h"
#include "widgets/layers/layer_cells.h"
#include "widgets/theme/fonts.h"

namespace bitwright {
namespace {

constexpr int kColumnCount = static_cast<int>(LayerColumn::count);
constexpr int kName = static_cast<int>(LayerColumn::name);
constexpr int kScheme = static_cast<int>(LayerColumn::scheme);
constexpr int kNarrowestName = 104;
constexpr int kWidestName = 124;  // where the table has no more to spare
constexpr int kRoomiestName = 260;
constexpr int kNarrowestScheme = 120;
constexpr int kSchemeInScroll = 172;  // where the table scrolls anyway, its words are whole
const QString kSetting = QStringLiteral("layers/columns");

/// As drawn; the heading's word may need more in another language.
int drawnWidth(LayerColumn column) {
  switch (column) {
    case LayerColumn::name:
      return kNarrowestName;
    case LayerColumn::op:
      return 96;
    case LayerColumn::shape:
      return 104;
    case LayerColumn::type:
      return 66;
    case LayerColumn::weights:
      return 66;
    case LayerColumn::scheme:
      return kNarrowestScheme;
    case LayerColumn::originalBytes:
    case LayerColumn::bytes:
      return 72;
    case LayerColumn::reason:
      return 220;
    default:
      return 54;
  }
}

int widthOf(LayerColumn column) {
  const int heading = QFontMetrics(emphasised(labelFont())).horizontalAdvance(columnTitle(column)) + scaled(24);
  return std::max(scaled(drawnWidth(column)), heading);
}

}  // namespace

LayersColumns::LayersColumns(QTableView* table) : QObject(table), table_(table) {
  auto* header = table->horizontalHeader();
  header->setSectionsMovable(true);
  header->setFirstSectionMovable(false);
  header->setSectionResizeMode(QHeaderView::Interactive);
  for (int column = 0; column < kColumnCount; ++column)
    table->setColumnWidth(column, widthOf(static_cast<LayerColumn>(column)));
  header->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint& at) {
    auto* menu = new QMenu(table_);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillChooser(menu);
    menu->popup(header->mapToGlobal(at));
  });
  connect(header, &QHeaderView::sectionMoved, this, &LayersColumns::save);
  header->setSectionResizeMode(kScheme, QHeaderView::Fixed);
  connect(header, &QHeaderView::sectionResized, this, [this](int column) {
    if (column != kScheme) fit();
  });
  table->viewport()->installEventFilter(this);
  restore();
}

void LayersColumns::showAtFirst() {
  auto* header = table_->horizontalHeader();
  for (int column = 0; column < kColumnCount; ++column) {
    header->moveSection(header->visualIndex(column), column);
    table_->setColumnHidden(column, !shownAtFirst(static_cast<LayerColumn>(column)));
  }
}

void LayersColumns::restore() {
  showAtFirst();
  const auto kept = settings().value(kSetting).toStringList();
  if (!kept.contains(columnKey(LayerColumn::name))) return fit();
  auto* header = table_->horizontalHeader();
  int place = 0;
  for (const auto& key : kept) {
    for (int column = 0; column < kColumnCount; ++column) {
      if (columnKey(static_cast<LayerColumn>(column)) == key) header->moveSection(header->visualIndex(column), place++);
    }
  }
  for (int column = 0; column < kColumnCount; ++column) {
    table_->setColumnHidden(column, !kept.contains(columnKey(static_cast<LayerColumn>(column))));
  }
  fit();
}

void LayersColumns::save() const {
  const auto* header = table_->horizontalHeader();
  QStringList shown;
  for (int place = 0; place < header->count(); ++place) {
    const int column = header->logicalIndex(place);
    if (!header->isSectionHidden(column)) shown << columnKey(static_cast<LayerColumn>(column));
  }
  settings().setValue(kSetting, shown);
}

void LayersColumns::setShown(int column, bool shown) {
  table_->setColumnHidden(column, !shown);
  save();
  fit();
}

void LayersColumns::fillChooser(QMenu* menu) {
  for (int column = 0; column < kColumnCount; ++column) {
    auto* action = menu->addAction(columnTitle(static_cast<LayerColumn>(column)));
    action->setCheckable(true);
    action->setChecked(!table_->isColumnHidden(column));
    action->setEnabled(column != kName);
    connect(action, &QAction::toggled, this, [this, column](bool shown) { setShown(column, shown); });
  }
  menu->addSeparator();
  connect(menu->addAction(tr("Usual columns")), &QAction::triggered, this, [this] {
    showAtFirst();
    save();
    fit();
  });
}

void LayersColumns::fillSorting(QMenu* menu) {
  const auto* header = table_->horizontalHeader();
  const bool falling = header->sortIndicatorOrder() == Qt::DescendingOrder;
  auto* columns = new QActionGroup(menu);
  for (int place = 0; place < header->count(); ++place) {
    const int column = header->logicalIndex(place);
    if (header->isSectionHidden(column)) continue;
    auto* action = menu->addAction(columnTitle(static_cast<LayerColumn>(column)));
    action->setCheckable(true);
    action->setChecked(column == header->sortIndicatorSection());
    columns->addAction(action);
    connect(action, &QAction::triggered, this, [this, column, falling] {
      table_->sortByColumn(column, falling ? Qt::DescendingOrder : Qt::AscendingOrder);
    });
  }
  menu->addSeparator();
  auto* action = menu->addAction(tr("Descending"));
  action->setCheckable(true);
  action->setChecked(falling);
  connect(action, &QAction::triggered, this, [this](bool checked) {
    table_->sortByColumn(table_->horizontalHeader()->sortIndicatorSection(),
                         checked ? Qt::DescendingOrder : Qt::AscendingOrder);
  });
}

void LayersColumns::setNameWidth(int widest) {
  // What the others leave of the table, the scheme taking no more than its words need.
  int others = widthOf(LayerColumn::scheme);
  for (int column = 0; column < kColumnCount; ++column) {
    if (column != kScheme && column != kName && !table_->isColumnHidden(column)) others += table_->columnWidth(column);
  }
  const auto* bar = table_->verticalScrollBar();  // comes with the rows
  if (!bar->isVisible()) others += bar->sizeHint().width();
  const int most = std::clamp(table_->viewport()->width() - others, scaled(kWidestName), scaled(kRoomiestName));
  table_->setColumnWidth(kName, std::clamp(widest, scaled(kNarrowestName), most));
  fit();
}

// The scheme takes what the others leave; where they leave too little for its words, the table scrolls.
void LayersColumns::fit() {
  auto* header = table_->horizontalHeader();
  int others = 0;
  for (int column = 0; column < kColumnCount; ++column) {
    if (column != kScheme && !table_->isColumnHidden(column)) others += table_->columnWidth(column);
  }
  const int rest = table_->viewport()->width() - others;
  const int width = rest >= widthOf(LayerColumn::scheme) ? rest : scaled(kSchemeInScroll);
  if (!table_->isColumnHidden(kScheme) && header->sectionSize(kScheme) != width) table_->setColumnWidth(kScheme, width);
}

bool LayersColumns::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize) fit();
  return QObject::eventFilter(watched, event);
}

}  // namespace bitwright
