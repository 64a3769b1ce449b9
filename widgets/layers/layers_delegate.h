// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace bitwright {

/// Room for the sign that folds a group, in front of its name; to be scaled.
constexpr int kFoldWidth = 16;

/// From the cell's content to its name: deeper rows stand further in, as far as there is room for names.
[[nodiscard]] double nameIndent(const QModelIndex& index);

/// Paints the layers table: two lines for the name, number and bar for the weights, a dot in the scheme's colour,
/// and before a group's name the sign that folds it.
class LayersDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace bitwright
