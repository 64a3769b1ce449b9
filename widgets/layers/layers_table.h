// SPDX-FileCopyrightText: 2026 Bitwright contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace bitwright {

class LayersRows;

/// The table of layers, whose groups are folded by the sign in front of their name, by a double click, and by the keys
/// that fold trees: Left and Right, + and -, and * for all that is below.
class LayersTable : public QTableView {
  Q_OBJECT

 public:
  explicit LayersTable(LayersRows* rows, QWidget* parent = nullptr);

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  [[nodiscard]] bool isOnFold(const QModelIndex& index, const QPoint& at) const;
  /// Whether it meant a group.
  bool fold(int key);

  LayersRows* rows_;
};

}  // namespace bitwright
