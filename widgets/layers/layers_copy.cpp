// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/layers/layers_copy.h"

#include <QHeaderView>
#include <QLocale>
#include <QTableView>

#include <algorithm>
#include <cmath>
#include <vector>

#include "widgets/layers/layers_model.h"

namespace bitwright {
namespace {

constexpr int kDigits = 7;

QString textCell(QString text) {
  for (auto& c : text) {
    if (c == QLatin1Char('\t') || c == QLatin1Char('\n') || c == QLatin1Char('\r')) c = QLatin1Char(' ');
  }
  // A name from somebody else's file must not become a formula in the spreadsheet it is pasted into.
  if (!text.isEmpty() && QStringLiteral("=+-@").contains(text.front())) text.prepend(QLatin1Char('\''));
  return text;
}

QString cell(const QVariant& value) {
  switch (value.typeId()) {
    case QMetaType::LongLong:
      return QString::number(value.toLongLong());
    case QMetaType::ULongLong:
      return QString::number(value.toULongLong());
    case QMetaType::Double:
      if (!std::isfinite(value.toDouble())) return value.toDouble() > 0 ? QStringLiteral("inf") : QString();
      return QString::number(value.toDouble(), 'g', kDigits)
          .replace(QLatin1String("."),
                   QLocale().decimalPoint() == QLatin1String(",") ? QLatin1String(",") : QLatin1String("."));
    default:
      return textCell(value.toString());
  }
}

}  // namespace

QString selectedRowsAsTsv(const QTableView& table) {
  const auto* header = table.horizontalHeader();
  std::vector<int> columns;
  for (int place = 0; place < header->count(); ++place) {
    if (const int column = header->logicalIndex(place); !header->isSectionHidden(column)) columns.push_back(column);
  }
  auto rows = table.selectionModel()->selectedRows();
  if (rows.isEmpty()) return {};
  std::sort(rows.begin(), rows.end(), [](const QModelIndex& a, const QModelIndex& b) { return a.row() < b.row(); });
  QStringList lines;
  QStringList cells;
  for (const int column : columns) cells << textCell(table.model()->headerData(column, Qt::Horizontal).toString());
  lines << cells.join(QLatin1Char('\t'));
  for (const auto& row : rows) {
    cells.clear();
    for (const int column : columns) cells << cell(row.siblingAtColumn(column).data(LayersModel::ValueRole));
    lines << cells.join(QLatin1Char('\t'));
  }
  return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace bitwright
